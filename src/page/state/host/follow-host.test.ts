import { describe, expect, it } from 'vitest';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import type { LiveHost, LiveStack } from '../../../core/host/running/live-host.ts';
import { networkValue } from '../../../core/host/running/read-inspected.ts';
import { recordedHost } from '../../../core/host/running/testing/recorded.ts';
import { parseEngine } from '../../../core/reach/engine-kinds.ts';
import { createWorkStore } from '../work/work-store.ts';
import type { HostStore } from './host-state.ts';
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
    const { session: sessions, hosts } = createWorkStore();
    const live = reading([blog, running('(no project)', hand)]);
    hosts.getState().open({ ...openedHostOf(files), live });
    return { sessions, hosts, state: () => hosts.getState() };
  }
  const band = (hosts: HostStore, id: string) =>
    hosts.getState().analysis?.host.stacks.find((stack) => stack.id === id);

  it('has what runs beside its files, with what the Engine knows of networks', () => {
    const { hosts, state } = followed();
    expect(state().stacks.map(({ id }) => id)).toEqual(['traefik', 'wiki', 'blog', '(no project)']);
    expect(band(hosts, 'blog')).toMatchObject({ from: 'both', differences: [{ fact: 'db networks' }] });
    expect(band(hosts, 'wiki')).toMatchObject({ from: 'files' });
    expect(state().analysis?.live).toBe(true);
    expect(state().analysis?.reach.facts.get('(no project)/hand')?.egress).toBe(false);
    state().setLive(reading([blog, running('(no project)', hand)], false));
    expect(state().analysis?.reach.facts.get('(no project)/hand')?.egress).toBe(true);
  });

  it('takes no edit of what runs, however it is asked', () => {
    const { sessions, state } = followed();
    const edit = { type: 'operate', operations: [operation('remove-service=hand')], label: 'x' } as const;
    const refusal = { code: 'read-only', message: 'It is drawn as it runs' };
    expect(state().dispatchIn('(no project)', edit)?.refused).toMatchObject(refusal);
    expect(
      state().operateAcross([{ stack: '(no project)', operations: edit.operations }], 'x'),
    ).toMatchObject({
      code: 'read-only',
    });
    state().unfold('(no project)');
    expect(sessions.getState().operate(edit.operations, 'x').refused).toMatchObject(refusal);
    expect(sessions.getState().preview(edit.operations)).toMatchObject({ ok: false, error: refusal });
    const file = 'running/(no project)/compose.yaml';
    const typed = { type: 'edit-text', file, edits: [{ from: 0, to: 1, insert: '#' }], label: 'x' } as const;
    expect(sessions.getState().dispatch(typed).refused).toMatchObject(refusal);
    expect(sessions.getState().session?.workspace.input.texts.get(file)).toBe(hand);
  });

  it('changes only what runs: an edit that is not saved stays, and can be undone', () => {
    const { sessions, hosts, state } = followed();
    state().unfold('blog');
    sessions.getState().operate([operation('remove-service=db')], 'Remove db');
    const { opening } = sessions.getState();
    const more = hand.replace('services:', 'services:\n  other: { image: probe }');
    state().setLive(
      reading([{ ...blog, differences: [] }, running('(no project)', more), running('new', hand)]),
    );
    expect(state().stacks.map(({ id, unsaved }) => [id, unsaved])).toEqual([
      ['traefik', false],
      ['wiki', false],
      ['blog', true],
      ['(no project)', false],
      ['new', false],
    ]);
    expect(band(hosts, '(no project)')?.workspace.topology.services.size).toBe(2);
    expect(band(hosts, 'blog')?.differences).toEqual([]);
    expect(band(hosts, 'blog')?.workspace.topology.services.has('db')).toBe(false);
    expect([state().unfolded, sessions.getState().opening]).toEqual(['blog', opening]);
    expect(sessions.getState().undo()).toBe('Remove db');
    expect(band(hosts, 'blog')?.workspace.topology.services.has('db')).toBe(true);
  });

  it('loses a stack that only ran and is gone, also an unfolded one, and keeps those of files', () => {
    const { sessions, state } = followed();
    state().unfold('(no project)');
    state().setLive(reading([{ ...blog, from: 'files', differences: null }]));
    expect(state().stacks.map(({ id }) => id)).toEqual(['traefik', 'wiki', 'blog']);
    expect([state().unfolded, sessions.getState().session]).toEqual([null, null]);
  });

  it('keeps the Engine that answers when something else of the page changes', () => {
    const { sessions, hosts, state } = followed();
    const engine = parseEngine('26.1.5') ?? expect.fail('no Engine');
    state().setOptions({ ...state().options, engine });
    sessions.getState().setReading(null);
    sessions.getState().setMessage(null);
    expect(hosts.getState().options.engine.text).toBe('26.1.5');
  });

  describe('drawn as it runs', () => {
    const text =
      'name: blog\nservices:\n  web: { image: ghost, networks: [lan] }\n  db: { image: mysql, networks: [lan] }\n  extra: { image: probe, network_mode: none }\nnetworks:\n  lan: { external: true }\n';
    const drifted: LiveStack = { ...blog, runs: { text, dead: [], nameless: [['db', 'lan']] } };
    function drawn() {
      const all = followed();
      all.state().setLive(reading([drifted]));
      all.state().showRunning('blog');
      return all;
    }
    const services = ({ sessions }: ReturnType<typeof followed>) => [
      ...(sessions.getState().analysis?.topology.services.keys() ?? []),
    ];

    it('shows what runs with its facts, and its files again afterwards', () => {
      const all = drawn();
      const { sessions, hosts, state } = all;
      expect([state().unfolded, state().running]).toEqual(['blog', 'blog']);
      expect(services(all)).toEqual(['web', 'db', 'extra']);
      const { reach } = sessions.getState().analysis ?? expect.fail('nothing is drawn');
      expect(reach.pair('web', 'db')).toMatchObject({ direct: true, resolves: false });
      expect(reach.facts.get('web')?.egress).toBe(false);
      // Lists of the host, drafts and saves are about the files.
      expect(band(hosts, 'blog')?.workspace.topology.services.size).toBe(2);
      const { opening } = sessions.getState();
      state().showRunning(null);
      expect(state().running).toBeNull();
      expect(services(all)).toEqual(['web', 'db']);
      expect(sessions.getState().opening).toBeGreaterThan(opening);
    });

    it('takes no edit, and passes on what happens to the files', () => {
      const all = drawn();
      const { sessions, state } = all;
      const operations = [operation('remove-service=db')];
      const refusal = { code: 'read-only', message: 'It is drawn as it runs' };
      expect(sessions.getState().preview(operations)).toMatchObject({ ok: false, error: refusal });
      expect(sessions.getState().operate(operations, 'x').refused).toMatchObject(refusal);
      const file = 'blog/compose.yaml';
      const fresh = files[file].replace('ghost', 'ghost:5');
      const texts = new Map([[file, fresh]]);
      expect(sessions.getState().dispatch({ type: 'add-files', texts }).refused).toBeNull();
      expect(services(all)).toEqual(['web', 'db', 'extra']);
      const kept = state().stacks.find(({ id }) => id === 'blog')?.session;
      expect([kept?.workspace.input.texts.get(file), kept?.readOnly]).toEqual([fresh, undefined]);
    });

    it('follows what runs, and ends where that is as the files say', () => {
      const all = drawn();
      const { sessions, state } = all;
      const { session } = sessions.getState();
      state().setLive(reading([drifted], false));
      expect(sessions.getState().session).toBe(session);
      expect(sessions.getState().analysis?.reach.facts.get('web')?.egress).toBe(true);
      const less = { text: text.replace(/ {2}extra.*\n/, ''), dead: ['db'], nameless: [] };
      state().setLive(reading([{ ...drifted, runs: less }]));
      expect(services(all)).toEqual(['web', 'db']);
      expect(sessions.getState().analysis?.reach.direct('web', 'db')).toBe(false);
      state().setLive(reading([{ ...blog, differences: [] }]));
      expect([state().running, state().unfolded]).toEqual([null, 'blog']);
      expect(sessions.getState().session?.readOnly).toBeUndefined();
    });

    it('goes back to the files for an undo, and where another stack is opened', () => {
      const all = followed();
      const { sessions, state } = all;
      state().unfold('blog');
      sessions.getState().operate([operation('remove-service=db')], 'Remove db');
      state().setLive(reading([drifted]));
      state().showRunning('blog');
      expect(services(all)).toEqual(['web', 'db', 'extra']);
      expect(sessions.getState().undo()).toBe('Remove db');
      expect([state().running, services(all)]).toEqual([null, ['web', 'db']]);
      state().showRunning('blog');
      state().unfold('wiki');
      expect(state().running).toBeNull();
      state().showRunning('wiki');
      expect(state().running).toBeNull();
    });
  });

  it('is not followed where another host is open instead, and is again with its draft', () => {
    const { hosts, state } = followed();
    state().open(openedHostOf({ 'blog/compose.yaml': files['blog/compose.yaml'] }));
    expect(state().stacks.map(({ id }) => id)).toEqual(['blog', '(no project)']);
    state().open(openedHostOf({ 'other/compose.yaml': files['blog/compose.yaml'] }));
    expect(state().live).toBeNull();
    hosts.getState().setLive(reading([running('new', hand)]));
    expect(state().stacks.map(({ id }) => id)).toEqual(['other']);
  });
});
