import { describe, expect, it, vi } from 'vitest';
import { aloneInput, openAlone, openWorkspace } from '../../../core/compose/workspace/open-workspace.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { importText } from '../import/open-project.ts';
import { createWorkStore } from '../work/work-store.ts';
import { drawnAnalysis, drawnMessage, drawnSession, isAnalyzing, previousProject } from './selectors.ts';
import type { WorkState } from './work-state.ts';
import type { WorkStore } from './work-store.ts';

const shop = `services:
  web:
    image: nginx
    networks: [front]
  db:
    image: postgres:17
    networks: [back]
networks:
  front:
  back:
    internal: true
`;

function opened(text = shop) {
  const work = createWorkStore(ruleBook);
  importText(work, 'compose.yaml', text);
  return work;
}

describe('session work', () => {
  it('begins a file from the template with the first edit', () => {
    const work = createWorkStore(ruleBook);
    const { refused } = work.operate(
      [{ type: 'add-service', service: 'web', image: 'nginx', body: { networks: ['front'] } }],
      'Add web',
    );
    expect(refused).toBeNull();
    const session = drawnSession(work.getState());
    const analysis = drawnAnalysis(work.getState());
    expect(session?.workspace.files[0]?.document.text).toContain('web:');
    expect(analysis?.topology.services.has('web')).toBe(true);
    expect(session?.undo).toHaveLength(1);
  });

  it('analyses once per document', () => {
    const work = opened();
    const analysis = drawnAnalysis(work.getState());
    work.undo();
    expect(drawnAnalysis(work.getState())).toBe(analysis);
    work.operate([{ type: 'attach', service: 'web', network: 'back' }], 'Connect');
    expect(drawnAnalysis(work.getState())).not.toBe(analysis);
  });

  it('undoes to the same bytes', () => {
    const work = opened();
    work.operate([{ type: 'attach', service: 'web', network: 'back' }], 'Connect');
    expect(drawnSession(work.getState())?.workspace.files[0]?.document.text).not.toBe(shop);
    work.undo();
    expect(drawnSession(work.getState())?.workspace.files[0]?.document.text).toBe(shop);
  });

  it('keeps a refusal with what was tried, until it is dismissed', () => {
    const work = opened();
    work.operate([{ type: 'detach', service: 'db', network: 'back', last: null }], 'Detach db');
    const session = drawnSession(work.getState());
    const { refusal, refused } = work.getState();
    expect(refusal?.code).toBe('last-network');
    expect(refused?.label).toBe('Detach db');
    expect(session?.workspace.files[0]?.document.text).toBe(shop);
    work.dismissRefusal();
    expect(work.getState().refusal).toBeNull();
  });

  it('previews without changing anything', () => {
    const work = opened();
    const before = drawnSession(work.getState());
    const preview = work.preview([{ type: 'attach', service: 'web', network: 'back' }]);
    expect(
      preview.ok && preview.value.delta.opened.some(({ from, to }) => from === 'web' && to === 'db'),
    ).toBe(true);
    expect(drawnSession(work.getState())).toBe(before);
  });

  /** Returns the states that a subscriber sees while `act` runs. */
  function statesOf(work: WorkStore, act: () => void): readonly WorkState[] {
    const seen: WorkState[] = [];
    const stop = work.subscribe((state) => seen.push(state));
    act();
    stop();
    return seen;
  }

  it('shows a subscriber one state for each thing that is opened, never a part of it', () => {
    const work = opened();
    const input = aloneInput('name: other\nservices:\n  one:\n    image: one\n');
    const project = { input, profiles: ['debug'], folder: 'other' };
    const workspace = openWorkspace(input);
    const acts: { readonly [name: string]: () => void } = {
      open: () => work.openProject(project),
      adopt: () => work.adopt(workspace, project, null),
      unreadable: () => importText(work, 'broken.yaml', 'services: [\n'),
      'restore-previous': () => work.restorePrevious(),
      schema: () => work.setSchema({ problems: () => [] }),
      edit: () =>
        work.operate([{ type: 'rename-service', service: 'one', to: 'two', keepAlias: false }], 'x'),
      options: () => work.setOptions({ ...work.getState().options, profiles: ['*'] }),
      close: () => work.close(),
    };
    for (const [name, act] of Object.entries(acts)) {
      const seen = statesOf(work, act);
      expect([name, seen.length]).toEqual([name, 1]);
      const [state] = seen as [WorkState];
      const { options, analysis } = state;
      const session = drawnSession(state);
      if (session === null || session.workspace.stale) continue;
      expect([name, analysis?.topology === session.workspace.topology]).toEqual([name, true]);
      expect([name, analysis?.reach.options]).toEqual([name, options]);
    }
  });

  it('carries out what was previewed, without another plan or analysis', () => {
    for (const work of [opened(), createWorkStore(ruleBook)]) {
      const operations = [{ type: 'add-service', service: 'new', image: 'nginx', body: {} }] as const;
      const preview = work.preview(operations);
      if (!preview.ok) throw new Error(preview.error.message);
      // By what they say, not by which list they stand in.
      expect(work.preview(structuredClone(operations))).toBe(preview);
      work.operate(structuredClone(operations), 'Add new');
      expect(drawnSession(work.getState())?.workspace).toBe(preview.value.workspace);
      expect(drawnAnalysis(work.getState())).toBe(preview.value.analysis);
      expect(drawnSession(work.getState())?.undo.at(-1)?.edits).toBe(preview.value.edits);
    }
  });

  it('plans anew where something changed after the preview', () => {
    const work = opened();
    const operations = [{ type: 'attach', service: 'web', network: 'back' }] as const;
    const preview = work.preview(operations);
    work.operate([{ type: 'remove-service', service: 'db' }], 'Remove db');
    work.operate(operations, 'Connect');
    const session = drawnSession(work.getState());
    expect(session?.workspace).not.toBe(preview.ok && preview.value.workspace);
    expect([...(session?.workspace.topology.services.keys() ?? [])]).toEqual(['web']);
  });

  it('refuses what the preview refused, with the same answer', () => {
    const work = opened();
    const operations = [{ type: 'detach', service: 'db', network: 'back', last: null }] as const;
    const preview = work.preview(operations);
    const { refused } = work.operate(operations, 'Detach db');
    expect(refused).toBe(preview.ok ? null : preview.error);
    expect(refused?.code).toBe('last-network');
  });

  it('keeps the last good picture and the session before when a broken file is opened', () => {
    const work = opened();
    const analysis = drawnAnalysis(work.getState());
    const session = drawnSession(work.getState());
    const broken = 'services:\n  web:\n\timage: nginx\n';
    const message = importText(work, 'broken.yaml', broken);
    expect(message).toMatchObject({ file: 'broken.yaml', line: 3 });
    expect(drawnSession(work.getState())?.workspace.files[0]?.document.text).toBe(broken);
    expect(drawnAnalysis(work.getState())).toBe(analysis);
    work.restorePrevious();
    expect(drawnSession(work.getState())).toBe(session);
    expect(drawnMessage(work.getState())).toBeNull();
  });

  it('refuses edits while the text cannot be read', () => {
    const work = opened();
    importText(work, 'broken.yaml', 'services: [\n');
    const { refused } = work.operate([{ type: 'attach', service: 'web', network: 'back' }], 'Connect');
    expect(refused?.code).toBe('has-errors');
    expect(work.preview([]).ok).toBe(false);
  });

  it('keeps changed work when another file takes its place', () => {
    const work = opened();
    work.operate([{ type: 'attach', service: 'web', network: 'back' }], 'Connect');
    const changed = drawnSession(work.getState());
    importText(work, 'other.yaml', 'services:\n  one:\n    image: one\n');
    expect(previousProject(work.getState())?.session).toBe(changed);
    importText(work, 'third.yaml', 'services:\n  two:\n    image: two\n');
    expect(work.getState().previous).toBeNull();
  });

  it('predicts anew for another engine', () => {
    const work = opened();
    const analysis = drawnAnalysis(work.getState());
    const { options } = work.getState();
    work.setOptions({ ...options, engine: { text: '26', kind: 'docker', major: 26, minor: 1, patch: 99 } });
    expect(drawnAnalysis(work.getState())).not.toBe(analysis);
    expect(drawnAnalysis(work.getState())?.reach.options.engine.text).toBe('26');
  });

  describe('with a large project', () => {
    const large = (second: string) =>
      `services:\n${Array.from({ length: 500 }, (_, at) => `  s${at}: { image: app${at}, networks: [${at === 1 ? second : 'a'}] }\n`).join('')}networks:\n  a:\n  b:\n`;
    const networkOf = (work: WorkStore) =>
      drawnAnalysis(work.getState())?.topology.services.get('s1')?.attachments[0]?.network;
    const settled = (work: WorkStore) =>
      vi.waitFor(() => expect(isAnalyzing(work.getState())).toBe(false), { timeout: 20_000 });

    it('has a change in its text at once, and analyses it in short tasks', async () => {
      const work = opened(large('a'));
      const before = drawnAnalysis(work.getState());
      work.operate([{ type: 'attach', service: 's1', network: 'b' }], 'Connect');
      work.operate([{ type: 'detach', service: 's1', network: 'a', last: null }], 'Detach');
      expect(drawnSession(work.getState())?.workspace.files[0]?.document.text).toBe(large('b'));
      expect([isAnalyzing(work.getState()), drawnAnalysis(work.getState())]).toEqual([true, before]);
      expect(work.preview([{ type: 'attach', service: 's2', network: 'b' }])).toMatchObject({
        ok: false,
        error: { code: 'not-ready' },
      });
      await settled(work);
      expect(networkOf(work)).toBe('b');
      const { findings, needs, tiers } = analyze(openAlone(large('b')), work.getState().options);
      expect(drawnAnalysis(work.getState())?.findings).toEqual(findings);
      expect(drawnAnalysis(work.getState())?.needs.all).toEqual(needs.all);
      expect(drawnAnalysis(work.getState())?.tiers.of('s1')).toBe(tiers.of('s1'));
    });

    it('previews in short tasks what it would in one, unless that was called off', async () => {
      const work = opened(large('a'));
      const operations = [{ type: 'attach', service: 's2', network: 'b' }] as const;
      const made = await work.previewInTasks(operations, new AbortController().signal);
      const atOnce = opened(large('a')).preview(operations);
      if (!made?.ok || !atOnce.ok) throw new Error('refused');
      expect(made.value.delta).toEqual(atOnce.value.delta);
      expect(made.value.findingsGained).toEqual(atOnce.value.findingsGained);
      expect(made.value.edits).toEqual(atOnce.value.edits);
      expect(work.preview(operations)).toBe(made);
      const others = [{ type: 'attach', service: 's3', network: 'b' }] as const;
      expect(await work.previewInTasks(others, AbortSignal.abort())).toBeNull();
    });

    it('forgets the analysis of what was replaced meanwhile', async () => {
      const work = opened(large('a'));
      work.operate([{ type: 'attach', service: 's1', network: 'b' }], 'Connect');
      importText(work, 'other.yaml', shop);
      expect(isAnalyzing(work.getState())).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect([...(drawnAnalysis(work.getState())?.topology.services.keys() ?? [])]).toEqual(['web', 'db']);
    });

    it('predicts by other options in short tasks, too', async () => {
      const work = opened(large('a'));
      const { options } = work.getState();
      work.setOptions({ ...options, profiles: ['debug'] });
      await settled(work);
      expect(drawnAnalysis(work.getState())?.reach.options.profiles).toEqual(['debug']);
    });
  });
});
