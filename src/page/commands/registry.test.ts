import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../core/rules/rule-book.ts';
import { importText } from '../state/import/open-project.ts';
import { createUiStore } from '../state/ui/ui-store.ts';
import { drawnAnalysis, drawnSession } from '../state/work/selectors.ts';
import { createWorkStore } from '../state/work/work-store.ts';
import type { CommandContext } from './command.ts';
import { commands, runCommand } from './registry.ts';

function browser() {
  const saved: { file: string; text: string }[] = [];
  const context: CommandContext = {
    work: createWorkStore(ruleBook),
    ui: createUiStore(),
    browser: {
      chooseFile: () => {},
      chooseFolder: () => {},
      openTexts: () => {},
      print: () => {},
      systemDark: () => true,
      save: (file, text) => saved.push({ file, text }),
      copy: async () => true,
    },
  };
  return { context, saved };
}

const text =
  '\uFEFFservices:\r\n  web:\r\n    image: nginx\r\n    networks: [front, back]\r\nnetworks:\r\n  front:\r\n  back:\r\n';

describe('commands', () => {
  it('have ids and shortcuts of their own', () => {
    const ids = commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const shortcuts = commands.flatMap((command) => command.shortcuts);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });

  it('have nothing to undo, save or delete without a file', () => {
    const { context } = browser();
    for (const id of ['undo', 'redo', 'download', 'copy', 'delete', 'fix-all', 'restore-previous']) {
      expect(runCommand(id, context)).toBe(false);
    }
  });

  it('download gives the text as it is, under its name', () => {
    const { context, saved } = browser();
    importText(context.work, 'my.yaml', text);
    runCommand('download', context);
    expect(saved).toEqual([{ file: 'my.yaml', text }]);
  });

  it('delete, undo and redo a selected tap', () => {
    const { context } = browser();
    importText(context.work, 'my.yaml', text);
    context.ui.getState().select([{ type: 'tap', service: 'web', network: 'front' }]);
    expect(runCommand('delete', context)).toBe(true);
    const after = drawnSession(context.work.getState())?.workspace.files[0]?.document.text;
    expect(after).not.toBe(text);
    runCommand('undo', context);
    expect(drawnSession(context.work.getState())?.workspace.files[0]?.document.text).toBe(text);
    runCommand('redo', context);
    expect(drawnSession(context.work.getState())?.workspace.files[0]?.document.text).toBe(after);
  });

  it('deletes a service with its network in one step', () => {
    const { context } = browser();
    importText(context.work, 'my.yaml', text);
    context.ui.getState().select([
      { type: 'network', name: 'back' },
      { type: 'service', name: 'web' },
    ]);
    expect(runCommand('delete', context)).toBe(true);
    expect(drawnSession(context.work.getState())?.undo).toHaveLength(1);
    expect(drawnAnalysis(context.work.getState())?.topology.networks.has('back')).toBe(false);
  });

  it('open the example with a finding and a safe fix, and fix all in one step', () => {
    const { context } = browser();
    runCommand('example', context);
    const before = drawnAnalysis(context.work.getState())?.findings.length ?? 0;
    expect(before).toBeGreaterThan(0);
    expect(runCommand('fix-all', context)).toBe(true);
    expect(drawnSession(context.work.getState())?.undo).toHaveLength(1);
    expect(drawnAnalysis(context.work.getState())?.findings.length).toBeLessThan(before);
  });

  it('new stands there with three lanes', () => {
    const { context } = browser();
    runCommand('new', context);
    expect([...(drawnAnalysis(context.work.getState())?.topology.networks.keys() ?? [])]).toEqual([
      'front',
      'mid',
      'back',
    ]);
  });

  it('switch the theme at the first press, and back to the system', () => {
    const { context } = browser();
    context.ui.getState().setTheme('system');
    runCommand('theme', context);
    expect(context.ui.getState().theme).toBe('light');
    runCommand('theme', context);
    expect(context.ui.getState().theme).toBe('dark');
    runCommand('theme-system', context);
    expect(context.ui.getState().theme).toBe('system');
  });

  it('draw overlays about what is selected, and Escape ends them before it takes the selection away', () => {
    const { context } = browser();
    expect(runCommand('overlay-reach', context)).toBe(false);
    importText(context.work, 'my.yaml', text);
    context.ui.getState().select([{ type: 'tap', service: 'web', network: 'back' }]);
    runCommand('overlay-isolate', context);
    expect(context.ui.getState().overlay).toEqual({ kind: 'isolate', network: 'back' });
    runCommand('overlay-blast', context);
    expect(context.ui.getState().overlay).toEqual({ kind: 'blast', start: 'web', hops: null });
    runCommand('clear-selection', context);
    expect(context.ui.getState().overlay).toBeNull();
    expect(context.ui.getState().selection).toHaveLength(1);
    runCommand('clear-selection', context);
    expect(context.ui.getState().selection).toHaveLength(0);
  });

  it('take a highlight away before anything else; a selection and an overlay end it', () => {
    const { context } = browser();
    importText(context.work, 'my.yaml', text);
    const ui = context.ui.getState();
    ui.select([{ type: 'service', name: 'web' }]);
    ui.highlight(['web']);
    expect([...context.ui.getState().highlighted]).toEqual(['web']);
    runCommand('clear-selection', context);
    expect(context.ui.getState().highlighted.size).toBe(0);
    expect(context.ui.getState().selection).toHaveLength(1);
    for (const end of [() => ui.select([]), () => ui.showOverlay({ kind: 'needs' })]) {
      ui.highlight(['web']);
      end();
      expect(context.ui.getState().highlighted.size).toBe(0);
    }
  });

  it('give the reach matrix as CSV under the name of the file', () => {
    const { context, saved } = browser();
    importText(context.work, 'my.yaml', text);
    runCommand('matrix-csv', context);
    expect(saved).toEqual([{ file: 'my-reach.csv', text: 'from \\ to,web\r\nweb,\r\n' }]);
  });
});
