import { describe, expect, it } from 'vitest';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import type { LiveHost, LiveStack } from '../../../core/host/running/live-host.ts';
import { networkValue } from '../../../core/host/running/read-inspected.ts';
import { recordedHost } from '../../../core/host/running/testing/recorded.ts';
import { parseEngine } from '../../../core/reach/engine-kinds.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { drawnAnalysis, drawnSession, hostAnalysis, runningId, unfoldedId } from '../work/selectors.ts';
import { createWorkStore, type WorkStore } from '../work/work-store.ts';
import { openedHostOf } from './testing/opened-host.ts';

const files = {
  'traefik/compose.yaml':
    'services:\n  traefik: { image: traefik, ports: ["443:443"], networks: [proxy] }\nnetworks:\n  proxy: { name: proxy }\n',
  'wiki/compose.yaml':
    'services:\n  web: { image: wiki, networks: [proxy, back] }\n  db: { image: postgres, networks: [back] }\nnetworks:\n  proxy: { external: true }\n  back: { internal: true }\n',
  'blog/compose.yaml': 'services:\n  web: { image: ghost }\n  db: { image: mysql }\n',
};

function operation(text: string) {
  const parsed = parseOperation(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

describe('a host that is followed', () => {
  const running = (project: string, text: string): LiveStack => ({
    file: `running/${project}/compose.yaml`,
    project,
    from: 'running',
    differences: [],
    readOnly: 'It is drawn as it runs',
    text,
  });
  const hand =
    'name: no-project\nservices:\n  hand: { image: probe, networks: [lan] }\nnetworks:\n  lan: { external: true }\n';
  const lan = recordedHost.networks.get('handmade') ?? expect.fail('no network');
  const reading = (stacks: readonly LiveStack[], internal = true): LiveHost => ({
    readAt: 1,
    silent: null,
    engine: '26.1.5',
    networks: new Map([['lan', { ...networkValue(lan), name: 'lan', dockerName: 'lan', internal }]]),
    stacks,
  });
  const blog: LiveStack = {
    file: 'blog/compose.yaml',
    project: 'blog',
    from: 'both',
    differences: [{ fact: 'db networks', files: 'a', running: 'b', at: ['services', 'db'] }],
    readOnly: null,
    text: null,
  };
  function followed() {
    const work = createWorkStore(ruleBook);
    const live = reading([blog, running('(no project)', hand)]);
    work.openHost({ ...openedHostOf(files), live });
    return { work, state: () => work.getState() };
  }
  const band = (work: WorkStore, id: string) =>
    hostAnalysis(work.getState())?.host.stacks.find((stack) => stack.id === id);

  it('has what runs beside its files, with what the Engine knows of networks', () => {
    const { work, state } = followed();
    expect(state().stacks.map(({ id }) => id)).toEqual(['traefik', 'wiki', 'blog', '(no project)']);
    expect(band(work, 'blog')).toMatchObject({ from: 'both', differences: [{ fact: 'db networks' }] });
    expect(band(work, 'wiki')).toMatchObject({ from: 'files' });
    expect(hostAnalysis(state())?.live).toBe(true);
    expect(hostAnalysis(state())?.reach.facts.get('(no project)/hand')?.egress).toBe(false);
    work.setLive(reading([blog, running('(no project)', hand)], false));
    expect(hostAnalysis(state())?.reach.facts.get('(no project)/hand')?.egress).toBe(true);
  });

  it('takes no edit of what runs, however it is asked', () => {
    const { work, state } = followed();
    const edit = { type: 'operate', operations: [operation('remove-service=hand')], label: 'x' } as const;
    const refusal = { code: 'read-only', message: 'It is drawn as it runs' };
    expect(work.dispatchTo(state().stacks.at(-1)?.key ?? '', edit)?.refused).toMatchObject(refusal);
    expect(work.operateAcross([{ stack: '(no project)', operations: edit.operations }], 'x')).toMatchObject({
      code: 'read-only',
    });
    work.unfold('(no project)');
    expect(work.operate(edit.operations, 'x').refused).toMatchObject(refusal);
    expect(work.preview(edit.operations)).toMatchObject({ ok: false, error: refusal });
    const file = 'running/(no project)/compose.yaml';
    const typed = { type: 'edit-text', file, edits: [{ from: 0, to: 1, insert: '#' }], label: 'x' } as const;
    expect(work.dispatch(typed).refused).toMatchObject(refusal);
    expect(drawnSession(work.getState())?.workspace.input.texts.get(file)).toBe(hand);
  });

  it('changes only what runs: an edit that is not saved stays, and can be undone', () => {
    const { work, state } = followed();
    work.unfold('blog');
    work.operate([operation('remove-service=db')], 'Remove db');
    const opening = work.getState().showing;
    const more = hand.replace('services:', 'services:\n  other: { image: probe }');
    work.setLive(
      reading([{ ...blog, differences: [] }, running('(no project)', more), running('new', hand)]),
    );
    expect(state().stacks.map(({ id, unsaved }) => [id, unsaved])).toEqual([
      ['traefik', false],
      ['wiki', false],
      ['blog', true],
      ['(no project)', false],
      ['new', false],
    ]);
    expect(band(work, '(no project)')?.workspace.topology.services.size).toBe(2);
    expect(band(work, 'blog')?.differences).toEqual([]);
    expect(band(work, 'blog')?.workspace.topology.services.has('db')).toBe(false);
    expect([unfoldedId(state()), work.getState().showing]).toEqual(['blog', opening]);
    expect(work.undo()).toBe('Remove db');
    expect(band(work, 'blog')?.workspace.topology.services.has('db')).toBe(true);
  });

  it('loses a stack that only ran and is gone, also an unfolded one, and keeps those of files', () => {
    const { work, state } = followed();
    work.unfold('(no project)');
    work.setLive(reading([{ ...blog, from: 'files', differences: null }]));
    expect(state().stacks.map(({ id }) => id)).toEqual(['traefik', 'wiki', 'blog']);
    expect([unfoldedId(state()), drawnSession(work.getState())]).toEqual([null, null]);
  });

  it('keeps the Engine that answers when something else of the page changes', () => {
    const { work, state } = followed();
    const engine = parseEngine('26.1.5') ?? expect.fail('no Engine');
    work.setOptions({ ...state().options, engine });
    work.setReading(null);
    work.setMessage(null);
    expect(work.getState().options.engine.text).toBe('26.1.5');
  });

  describe('drawn as it runs', () => {
    const text =
      'name: blog\nservices:\n  web: { image: ghost, networks: [lan] }\n  db: { image: mysql, networks: [lan] }\n  extra: { image: probe, network_mode: none }\nnetworks:\n  lan: { external: true }\n';
    const drifted: LiveStack = { ...blog, runs: { text, dead: [], nameless: [['db', 'lan']] } };
    function drawn() {
      const all = followed();
      all.work.setLive(reading([drifted]));
      all.work.showRunning('blog');
      return all;
    }
    const services = ({ work }: ReturnType<typeof followed>) => [
      ...(drawnAnalysis(work.getState())?.topology.services.keys() ?? []),
    ];

    it('shows what runs with its facts, and its files again afterwards', () => {
      const all = drawn();
      const { work, state } = all;
      expect([unfoldedId(state()), runningId(state())]).toEqual(['blog', 'blog']);
      expect(services(all)).toEqual(['web', 'db', 'extra']);
      const { reach } = drawnAnalysis(work.getState()) ?? expect.fail('nothing is drawn');
      expect(reach.pair('web', 'db')).toMatchObject({ direct: true, resolves: false });
      expect(reach.facts.get('web')?.egress).toBe(false);
      // Lists of the host, drafts and saves are about the files.
      expect(band(work, 'blog')?.workspace.topology.services.size).toBe(2);
      const opening = work.getState().showing;
      work.showRunning(null);
      expect(runningId(state())).toBeNull();
      expect(services(all)).toEqual(['web', 'db']);
      expect(work.getState().showing).toBeGreaterThan(opening);
    });

    it('takes no edit, and passes on what happens to the files', () => {
      const all = drawn();
      const { work, state } = all;
      const operations = [operation('remove-service=db')];
      const refusal = { code: 'read-only', message: 'It is drawn as it runs' };
      expect(work.preview(operations)).toMatchObject({ ok: false, error: refusal });
      expect(work.operate(operations, 'x').refused).toMatchObject(refusal);
      const file = 'blog/compose.yaml';
      const fresh = files[file].replace('ghost', 'ghost:5');
      const texts = new Map([[file, fresh]]);
      expect(work.dispatch({ type: 'add-files', texts }).refused).toBeNull();
      expect(services(all)).toEqual(['web', 'db', 'extra']);
      const kept = state().stacks.find(({ id }) => id === 'blog')?.session;
      expect([kept?.workspace.input.texts.get(file), kept?.readOnly]).toEqual([fresh, undefined]);
    });

    it('follows what runs, and ends where that is as the files say', () => {
      const all = drawn();
      const { work, state } = all;
      const session = drawnSession(work.getState());
      work.setLive(reading([drifted], false));
      expect(drawnSession(work.getState())).toBe(session);
      expect(drawnAnalysis(work.getState())?.reach.facts.get('web')?.egress).toBe(true);
      const less = { text: text.replace(/ {2}extra.*\n/, ''), dead: ['db'], nameless: [] };
      work.setLive(reading([{ ...drifted, runs: less }]));
      expect(services(all)).toEqual(['web', 'db']);
      expect(drawnAnalysis(work.getState())?.reach.direct('web', 'db')).toBe(false);
      work.setLive(reading([{ ...blog, differences: [] }]));
      expect([runningId(state()), unfoldedId(state())]).toEqual([null, 'blog']);
      expect(drawnSession(work.getState())?.readOnly).toBeUndefined();
    });

    it('goes back to the files for an undo, and where another stack is opened', () => {
      const all = followed();
      const { work, state } = all;
      work.unfold('blog');
      work.operate([operation('remove-service=db')], 'Remove db');
      work.setLive(reading([drifted]));
      work.showRunning('blog');
      expect(services(all)).toEqual(['web', 'db', 'extra']);
      expect(work.undo()).toBe('Remove db');
      expect([runningId(state()), services(all)]).toEqual([null, ['web', 'db']]);
      work.showRunning('blog');
      work.unfold('wiki');
      expect(runningId(state())).toBeNull();
      work.showRunning('wiki');
      expect(runningId(state())).toBeNull();
    });
  });

  it('is not followed where another host is open instead, and is again with its draft', () => {
    const { work, state } = followed();
    work.openHost(openedHostOf({ 'blog/compose.yaml': files['blog/compose.yaml'] }));
    expect(state().stacks.map(({ id }) => id)).toEqual(['blog', '(no project)']);
    work.openHost(openedHostOf({ 'other/compose.yaml': files['blog/compose.yaml'] }));
    expect(state().host?.live).toBeNull();
    work.setLive(reading([running('new', hand)]));
    expect(state().stacks.map(({ id }) => id)).toEqual(['other']);
  });
});
