import { describe, expect, it, vi } from 'vitest';
import { aloneInput, openAlone, openWorkspace } from '../../../core/compose/workspace/open-workspace.ts';
import { analyze } from '../../../core/rules/analyze.ts';
import { importText } from '../import/open-project.ts';
import type { SessionState } from '../session/session-state.ts';
import { createWorkStore } from '../work/work-store.ts';

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
  const store = createWorkStore().session;
  importText(store, 'compose.yaml', text);
  return store;
}

describe('session store', () => {
  it('begins a file from the template with the first edit', () => {
    const store = createWorkStore().session;
    const { refused } = store
      .getState()
      .operate(
        [{ type: 'add-service', service: 'web', image: 'nginx', body: { networks: ['front'] } }],
        'Add web',
      );
    expect(refused).toBeNull();
    const { session, analysis } = store.getState();
    expect(session?.workspace.files[0]?.document.text).toContain('web:');
    expect(analysis?.topology.services.has('web')).toBe(true);
    expect(session?.undo).toHaveLength(1);
  });

  it('analyses once per document', () => {
    const store = opened();
    const { analysis } = store.getState();
    store.getState().undo();
    expect(store.getState().analysis).toBe(analysis);
    store.getState().operate([{ type: 'attach', service: 'web', network: 'back' }], 'Connect');
    expect(store.getState().analysis).not.toBe(analysis);
  });

  it('undoes to the same bytes', () => {
    const store = opened();
    store.getState().operate([{ type: 'attach', service: 'web', network: 'back' }], 'Connect');
    expect(store.getState().session?.workspace.files[0]?.document.text).not.toBe(shop);
    store.getState().undo();
    expect(store.getState().session?.workspace.files[0]?.document.text).toBe(shop);
  });

  it('keeps a refusal with what was tried, until it is dismissed', () => {
    const store = opened();
    store.getState().operate([{ type: 'detach', service: 'db', network: 'back', last: null }], 'Detach db');
    const { refusal, refused, session } = store.getState();
    expect(refusal?.code).toBe('last-network');
    expect(refused?.label).toBe('Detach db');
    expect(session?.workspace.files[0]?.document.text).toBe(shop);
    store.getState().dismissRefusal();
    expect(store.getState().refusal).toBeNull();
  });

  it('previews without changing anything', () => {
    const store = opened();
    const before = store.getState().session;
    const preview = store.getState().preview([{ type: 'attach', service: 'web', network: 'back' }]);
    expect(
      preview.ok && preview.value.delta.opened.some(({ from, to }) => from === 'web' && to === 'db'),
    ).toBe(true);
    expect(store.getState().session).toBe(before);
  });

  /** The states that a subscriber sees while `act` runs. */
  function statesOf(store: ReturnType<typeof opened>, act: () => void): readonly SessionState[] {
    const seen: SessionState[] = [];
    const stop = store.subscribe((state) => seen.push(state));
    act();
    stop();
    return seen;
  }

  it('shows a subscriber one state for each thing that is opened, never a part of it', () => {
    const store = opened();
    const input = aloneInput('name: other\nservices:\n  one:\n    image: one\n');
    const project = { input, profiles: ['debug'], folder: 'other' };
    const workspace = openWorkspace(input);
    const acts: { readonly [name: string]: () => void } = {
      open: () => store.getState().open(project),
      adopt: () => store.getState().adopt(workspace, project, null),
      unreadable: () => importText(store, 'broken.yaml', 'services: [\n'),
      'restore-previous': () => store.getState().restorePrevious(),
      schema: () => store.getState().setSchema({ problems: () => [] }),
      edit: () =>
        store
          .getState()
          .operate([{ type: 'rename-service', service: 'one', to: 'two', keepAlias: false }], 'x'),
      options: () => store.getState().setOptions({ ...store.getState().options, profiles: ['*'] }),
      close: () => store.getState().close(),
    };
    for (const [name, act] of Object.entries(acts)) {
      const seen = statesOf(store, act);
      expect([name, seen.length]).toEqual([name, 1]);
      const [{ session, analysis, options }] = seen as [SessionState];
      if (session === null || session.workspace.stale) continue;
      expect([name, analysis?.topology === session.workspace.topology]).toEqual([name, true]);
      expect([name, analysis?.reach.options]).toEqual([name, options]);
    }
  });

  it('carries out what was previewed, without another plan or analysis', () => {
    for (const store of [opened(), createWorkStore().session]) {
      const operations = [{ type: 'add-service', service: 'new', image: 'nginx', body: {} }] as const;
      const preview = store.getState().preview(operations);
      if (!preview.ok) throw new Error(preview.error.message);
      // By what they say, not by which list they stand in.
      expect(store.getState().preview(structuredClone(operations))).toBe(preview);
      store.getState().operate(structuredClone(operations), 'Add new');
      expect(store.getState().session?.workspace).toBe(preview.value.workspace);
      expect(store.getState().analysis).toBe(preview.value.analysis);
      expect(store.getState().session?.undo.at(-1)?.edits).toBe(preview.value.edits);
    }
  });

  it('plans anew where something changed after the preview', () => {
    const store = opened();
    const operations = [{ type: 'attach', service: 'web', network: 'back' }] as const;
    const preview = store.getState().preview(operations);
    store.getState().operate([{ type: 'remove-service', service: 'db' }], 'Remove db');
    store.getState().operate(operations, 'Connect');
    const { session } = store.getState();
    expect(session?.workspace).not.toBe(preview.ok && preview.value.workspace);
    expect([...(session?.workspace.topology.services.keys() ?? [])]).toEqual(['web']);
  });

  it('refuses what the preview refused, with the same answer', () => {
    const store = opened();
    const operations = [{ type: 'detach', service: 'db', network: 'back', last: null }] as const;
    const preview = store.getState().preview(operations);
    const { refused } = store.getState().operate(operations, 'Detach db');
    expect(refused).toBe(preview.ok ? null : preview.error);
    expect(refused?.code).toBe('last-network');
  });

  it('keeps the last good picture and the session before when a broken file is opened', () => {
    const store = opened();
    const { analysis, session } = store.getState();
    const broken = 'services:\n  web:\n\timage: nginx\n';
    const message = importText(store, 'broken.yaml', broken);
    expect(message).toMatchObject({ file: 'broken.yaml', line: 3 });
    expect(store.getState().session?.workspace.files[0]?.document.text).toBe(broken);
    expect(store.getState().analysis).toBe(analysis);
    store.getState().restorePrevious();
    expect(store.getState().session).toBe(session);
    expect(store.getState().message).toBeNull();
  });

  it('refuses edits while the text cannot be read', () => {
    const store = opened();
    importText(store, 'broken.yaml', 'services: [\n');
    const { refused } = store
      .getState()
      .operate([{ type: 'attach', service: 'web', network: 'back' }], 'Connect');
    expect(refused?.code).toBe('has-errors');
    expect(store.getState().preview([]).ok).toBe(false);
  });

  it('keeps changed work when another file takes its place', () => {
    const store = opened();
    store.getState().operate([{ type: 'attach', service: 'web', network: 'back' }], 'Connect');
    const changed = store.getState().session;
    importText(store, 'other.yaml', 'services:\n  one:\n    image: one\n');
    expect(store.getState().previous).toBe(changed);
    importText(store, 'third.yaml', 'services:\n  two:\n    image: two\n');
    expect(store.getState().previous).toBeNull();
  });

  it('predicts anew for another engine', () => {
    const store = opened();
    const { analysis, options } = store.getState();
    store
      .getState()
      .setOptions({ ...options, engine: { text: '26', kind: 'docker', major: 26, minor: 1, patch: 99 } });
    expect(store.getState().analysis).not.toBe(analysis);
    expect(store.getState().analysis?.reach.options.engine.text).toBe('26');
  });

  describe('with a large project', () => {
    const large = (second: string) =>
      `services:\n${Array.from({ length: 500 }, (_, at) => `  s${at}: { image: app${at}, networks: [${at === 1 ? second : 'a'}] }\n`).join('')}networks:\n  a:\n  b:\n`;
    const networkOf = (store: ReturnType<typeof opened>) =>
      store.getState().analysis?.topology.services.get('s1')?.attachments[0]?.network;
    const settled = (store: ReturnType<typeof opened>) =>
      vi.waitFor(() => expect(store.getState().analyzing).toBe(false), { timeout: 20_000 });

    it('has a change in its text at once, and analyses it in short tasks', async () => {
      const store = opened(large('a'));
      const before = store.getState().analysis;
      store.getState().operate([{ type: 'attach', service: 's1', network: 'b' }], 'Connect');
      store.getState().operate([{ type: 'detach', service: 's1', network: 'a', last: null }], 'Detach');
      expect(store.getState().session?.workspace.files[0]?.document.text).toBe(large('b'));
      expect([store.getState().analyzing, store.getState().analysis]).toEqual([true, before]);
      expect(store.getState().preview([{ type: 'attach', service: 's2', network: 'b' }])).toMatchObject({
        ok: false,
        error: { code: 'not-ready' },
      });
      await settled(store);
      expect(networkOf(store)).toBe('b');
      const { findings, needs, tiers } = analyze(openAlone(large('b')), store.getState().options);
      expect(store.getState().analysis?.findings).toEqual(findings);
      expect(store.getState().analysis?.needs.all).toEqual(needs.all);
      expect(store.getState().analysis?.tiers.of('s1')).toBe(tiers.of('s1'));
    });

    it('previews in short tasks what it would in one, unless that was called off', async () => {
      const store = opened(large('a'));
      const operations = [{ type: 'attach', service: 's2', network: 'b' }] as const;
      const made = await store.getState().previewInTasks(operations, new AbortController().signal);
      const atOnce = opened(large('a')).getState().preview(operations);
      if (!made?.ok || !atOnce.ok) throw new Error('refused');
      expect(made.value.delta).toEqual(atOnce.value.delta);
      expect(made.value.findingsGained).toEqual(atOnce.value.findingsGained);
      expect(made.value.edits).toEqual(atOnce.value.edits);
      expect(store.getState().preview(operations)).toBe(made);
      const others = [{ type: 'attach', service: 's3', network: 'b' }] as const;
      expect(await store.getState().previewInTasks(others, AbortSignal.abort())).toBeNull();
    });

    it('forgets the analysis of what was replaced meanwhile', async () => {
      const store = opened(large('a'));
      store.getState().operate([{ type: 'attach', service: 's1', network: 'b' }], 'Connect');
      importText(store, 'other.yaml', shop);
      expect(store.getState().analyzing).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect([...(store.getState().analysis?.topology.services.keys() ?? [])]).toEqual(['web', 'db']);
    });

    it('predicts by other options in short tasks, too', async () => {
      const store = opened(large('a'));
      const { options } = store.getState();
      store.getState().setOptions({ ...options, profiles: ['debug'] });
      await settled(store);
      expect(store.getState().analysis?.reach.options.profiles).toEqual(['debug']);
    });
  });
});
