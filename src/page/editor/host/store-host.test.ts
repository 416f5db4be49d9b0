import { beforeEach, describe, expect, it } from 'vitest';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { createUiStore } from '../../state/ui/ui-store.ts';
import { drawnAnalysis, drawnMessage, drawnSession } from '../../state/work/selectors.ts';
import { createWorkStore } from '../../state/work/work-store.ts';
import { storeHost } from './store-host.ts';

const main =
  'services:\n  web:\n    image: nginx\n    networks: [front]\nnetworks:\n  front:\n  back:\n    internal: true\n';
const override = 'services:\n  web:\n    ports: ["8443:443"]\n';

function page() {
  const work = createWorkStore(ruleBook);
  const ui = createUiStore();
  const run = (type: 'undo' | 'redo') => void work[type]();
  return { work, ui, host: storeHost({ work, ui, run }) };
}

describe('a project of two files', () => {
  let { work, ui, host } = page();
  beforeEach(() => {
    ({ work, ui, host } = page());
    const texts = new Map([
      ['compose.yaml', main],
      ['compose.override.yaml', override],
    ]);
    const input = { order: [...texts.keys()], texts, environment: new Map<string, string>() };
    work.openProject({ input, profiles: [], folder: null });
  });

  it('shows the main file first, and the one that is asked for', () => {
    expect(host.state()).toMatchObject({ file: 'compose.yaml', text: main });
    ui.getState().showFile('compose.override.yaml');
    expect(host.state()).toMatchObject({ file: 'compose.override.yaml', text: override });
  });

  it('typing changes the file that is shown, and no other', () => {
    ui.getState().showFile('compose.override.yaml');
    const at = override.indexOf('8443');
    host.applyTyping([{ from: at, to: at + 4, insert: '9443' }]);
    const texts = drawnSession(work.getState())?.workspace.input.texts;
    expect(texts?.get('compose.override.yaml')).toBe(override.replace('8443', '9443'));
    expect(texts?.get('compose.yaml')).toBe(main);
    expect(drawnAnalysis(work.getState())?.topology.services.get('web')?.ports[0]?.raw).toContain('9443');
  });

  it('only the file with the padlock is locked', () => {
    const locked = new Set(['compose.override.yaml']);
    work.dispatch({ type: 'write-to', writing: { into: null, locked } });
    expect(host.state().locked).toBe(false);
    ui.getState().showFile('compose.override.yaml');
    expect(host.state().locked).toBe(true);
  });

  it('a finding stands in the file that says it', () => {
    const rules = () => host.diagnostics().map(({ source }) => source);
    expect(rules()).not.toContain('CN101');
    ui.getState().showFile('compose.override.yaml');
    expect(rules()).toContain('CN101');
    const found = host.diagnostics().find(({ source }) => source === 'CN101');
    expect(override.slice(found?.from, found?.to)).toContain('8443:443');
  });

  it('what is selected is lit where each file speaks of it', () => {
    const lit = () => host.selected().map(({ from, to }) => host.state().text.slice(from, to));
    ui.getState().select([{ type: 'service', name: 'web' }]);
    expect(lit()).toEqual(['  web:\n    image: nginx\n    networks: [front]']);
    ui.getState().showFile('compose.override.yaml');
    expect(lit()).toEqual(['  web:\n    ports: ["8443:443"]']);
  });
});

describe('one file', () => {
  it('a fix from the text is one undo step, and the finding goes', () => {
    const { work, host } = page();
    const text = 'services:\n  web:\n    image: nginx\n    network_mode: none\n    ports: ["80:80"]\n';
    work.openProject({ input: aloneInput(text), profiles: [], folder: null });
    const found = host.diagnostics().find(({ source }) => source === 'CN105');
    found?.actions[0]?.run();
    expect(drawnSession(work.getState())?.undo).toHaveLength(1);
    expect(host.diagnostics().map(({ source }) => source)).not.toContain('CN105');
    host.undo();
    expect(host.state().text).toBe(text);
  });

  it('typing that breaks the text tells where, keeps the picture, and says no finding of an older text', () => {
    const { work, host } = page();
    work.openProject({ input: aloneInput(main), profiles: [], folder: null });
    const at = main.indexOf('nginx');
    host.applyTyping([{ from: at, to: at, insert: '"' }]);
    expect(drawnMessage(work.getState())?.line).toBeGreaterThanOrEqual(3);
    expect(drawnAnalysis(work.getState())?.topology.services.has('web')).toBe(true);
    expect(host.diagnostics().every(({ source }) => source === null)).toBe(true);
    expect(host.diagnostics()).not.toEqual([]);
    host.applyTyping([{ from: at, to: at + 1, insert: '' }]);
    expect(drawnMessage(work.getState())).toBe(null);
    expect(host.state().text).toBe(main);
  });

  it('the cursor selects what stands there, once', () => {
    const { work, ui, host } = page();
    work.openProject({ input: aloneInput(main), profiles: [], folder: null });
    host.selectAt(main.indexOf('nginx'));
    const { selection } = ui.getState();
    expect(selection).toEqual([{ type: 'service', name: 'web' }]);
    host.selectAt(main.indexOf('image'));
    expect(ui.getState().selection).toBe(selection);
    host.selectAt(0);
    expect(ui.getState().selection).toEqual([]);
  });

  it('knows the names of the project and something about each', () => {
    const { work, host } = page();
    const text = `${main}volumes:\n  data:\n`;
    work.openProject({ input: aloneInput(text), profiles: [], folder: null });
    const names = host.names();
    expect(names.services).toEqual([{ name: 'web', about: 'nginx: bridged, on front' }]);
    expect(names.networks).toEqual([
      { name: 'front', about: '1 member' },
      { name: 'back', about: 'internal, 0 members' },
    ]);
    expect(names.volumes).toEqual([{ name: 'data', about: 'a volume of the project' }]);
  });
});

describe('no file', () => {
  it('shows the template, and typing begins a file', () => {
    const { work, host } = page();
    expect(host.state().text).toContain('networks:');
    host.applyTyping([{ from: 0, to: 0, insert: '# mine\n' }]);
    expect(drawnSession(work.getState())?.workspace.input.texts.get('compose.yaml')).toMatch(/^# mine\n/);
    expect(host.state().text).toMatch(/^# mine\n/);
  });
});
