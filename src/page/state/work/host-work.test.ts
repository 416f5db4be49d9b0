import { describe, expect, it } from 'vitest';
import { makeHomeServer } from '../../../../e2e/stacks/make-home-server.ts';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import { finish } from '../../../core/compose/steps.ts';
import { openedHostOf } from '../host/testing/opened-host.ts';
import { previewedPlan } from '../session/use-plan.ts';
import { createWorkStore } from '../work/work-store.ts';

const files = {
  'traefik/compose.yaml':
    'services:\n  traefik: { image: traefik, ports: ["443:443"], networks: [proxy] }\nnetworks:\n  proxy: { name: proxy }\n',
  'wiki/compose.yaml':
    'services:\n  web: { image: wiki, networks: [proxy, back] }\n  db: { image: postgres, networks: [back] }\nnetworks:\n  proxy: { external: true }\n  back: { internal: true }\n',
  'blog/compose.yaml': 'services:\n  web: { image: ghost }\n  db: { image: mysql }\n',
};

function opened(
  texts: Readonly<Record<string, string>> = files,
  more: Readonly<Record<string, string>> = {},
) {
  const { session: sessions, hosts } = createWorkStore();
  hosts.getState().open(openedHostOf(texts, more));
  const stack = (id: string) => {
    const found = hosts.getState().stacks.find((each) => each.id === id);
    if (found === undefined) throw new Error(`no stack ${id}`);
    return found;
  };
  const text = (id: string, file = `${id}/compose.yaml`) => stack(id).session.workspace.input.texts.get(file);
  return { sessions, hosts, stack, text };
}

/** One of the stacks by itself. */
function projectOf(dir: string) {
  const found = openedHostOf(files).stacks.find((stack) => stack.dir === dir);
  if (found === undefined) throw new Error(`no stack ${dir}`);
  return found.project;
}

function operation(text: string) {
  const parsed = parseOperation(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

describe('a host that is opened', () => {
  it('has every stack by its name, all folded, and says who reaches whom across them', () => {
    const { sessions, hosts } = opened();
    const { stacks, analysis, unfolded } = hosts.getState();
    expect(stacks.map(({ id }) => id)).toEqual(['traefik', 'wiki', 'blog']);
    expect(unfolded).toBeNull();
    expect(sessions.getState().session).toBeNull();
    expect(analysis?.reach.direct('traefik/traefik', 'wiki/web')).toBe(true);
    expect(analysis?.reach.direct('traefik/traefik', 'blog/web')).toBe(false);
  });

  it('keeps a stack that cannot be read beside the others, with the line', () => {
    const { stack, hosts } = opened({ ...files, 'bad/compose.yaml': 'services:\n  web: [\n  x: }\n' });
    expect(hosts.getState().stacks).toHaveLength(4);
    expect(stack('bad').message?.file).toBe('bad/compose.yaml');
    expect(stack('bad').message?.line).toBeGreaterThan(1);
    expect(hosts.getState().analysis?.reach.direct('traefik/traefik', 'wiki/web')).toBe(true);
  });

  it('keeps the project before it where that holds changes', () => {
    const { sessions, hosts } = opened();
    sessions.getState().open(projectOf('blog'));
    sessions.getState().operate([operation('cap-drop=web:ALL')], 'Drop');
    const before = sessions.getState().session;
    hosts.getState().open(openedHostOf(files));
    expect(sessions.getState().previous).toBe(before);
    sessions.getState().restorePrevious();
    expect(sessions.getState().session).toBe(before);
    expect(hosts.getState().stacks).toEqual([]);
  });
});

it('an edit that would end half-way for a guest of another stack says so before it is made', () => {
  const work = createWorkStore();
  work.hosts.getState().open(openedHostOf(files));
  const planOf = (stack: string, text: string) => {
    work.hosts.getState().unfold(stack);
    const preview = work.session.getState().preview([operation(text)]);
    if (!preview.ok) throw new Error(preview.error.message);
    return previewedPlan(work.getState(), preview.value);
  };
  const shared = planOf('traefik', 'internal=proxy:true');
  expect([shared?.exit, shared?.guests.map(({ name }) => name)]).toEqual([1, ['wiki/web']]);
  expect(planOf('wiki', 'internal=back:false')?.exit).toBe(0);
});

describe('the unfolded stack', () => {
  it('is the open project, and knows what the host knows', () => {
    const { sessions, hosts, stack } = opened();
    hosts.getState().unfold('wiki');
    const { session, analysis, within, options } = sessions.getState();
    expect(session).toBe(stack('wiki').session);
    expect(analysis).toBe(hosts.getState().analysis?.analyses.get('wiki'));
    if (session === null || within === null) throw new Error('no stack is open');
    expect(finish(within(session.workspace)).opened).toEqual([]);
    expect(options.project).toBe('wiki');
    // By itself it could not know whether the network that another stack makes leads out.
    expect(analysis?.reach.facts.get('web')?.egress).toBe(true);
  });

  it('is analyzed once per edit, and no other stack with it', () => {
    const { sessions, hosts } = opened();
    hosts.getState().unfold('wiki');
    const before = hosts.getState().analysis;
    let made = 0;
    const stop = sessions.subscribe((now, last) => {
      if (now.analysis !== last.analysis) made++;
    });
    let hostMade = 0;
    const stopHost = hosts.subscribe((now, last) => {
      if (now.analysis !== last.analysis) hostMade++;
    });
    sessions.getState().operate([operation('attach=db:proxy')], 'Connect');
    stop();
    stopHost();
    const after = hosts.getState().analysis;
    expect([made, hostMade]).toEqual([1, 1]);
    expect(after?.analyses.get('wiki')).toBe(sessions.getState().analysis);
    expect(after?.analyses.get('traefik')).toBe(before?.analyses.get('traefik'));
    expect(after?.analyses.get('blog')).toBe(before?.analyses.get('blog'));
    expect(after?.reach.direct('traefik/traefik', 'wiki/db')).toBe(true);
  });

  it('keeps its session and its history while others are looked at', () => {
    const { sessions, hosts, stack } = opened();
    hosts.getState().unfold('wiki');
    sessions.getState().operate([operation('attach=db:proxy')], 'Connect');
    const { session } = sessions.getState();
    hosts.getState().unfold('blog');
    expect(sessions.getState().session).toBe(stack('blog').session);
    expect(stack('wiki').unsaved).toBe(true);
    hosts.getState().unfold('wiki');
    expect(sessions.getState().session).toBe(session);
    hosts.getState().unfold(null);
    expect(sessions.getState().session).toBeNull();
    expect(stack('wiki').session).toBe(session);
  });

  it('previews what opens across stacks', () => {
    const { sessions, hosts } = opened();
    hosts.getState().unfold('wiki');
    const preview = sessions.getState().preview([operation('attach=db:proxy')]);
    expect(preview.ok && preview.value.across?.opened).toContainEqual({
      from: 'traefik/traefik',
      to: 'wiki/db',
      kind: 'direct',
    });
  });

  it('goes by another name when its file says so', () => {
    const { sessions, hosts } = opened();
    hosts.getState().unfold('blog');
    const edits = [{ from: 0, to: 0, insert: 'name: diary\n' }];
    sessions.getState().dispatch({ type: 'edit-text', file: 'blog/compose.yaml', edits, label: 'Type' });
    expect(hosts.getState().unfolded).toBe('diary');
    expect(hosts.getState().stacks.map(({ id }) => id)).toEqual(['traefik', 'wiki', 'diary']);
  });

  it('keeps the last picture of the host while its text is broken', () => {
    const { sessions, hosts } = opened();
    hosts.getState().unfold('blog');
    const { analysis } = hosts.getState();
    const edits = [{ from: 0, to: 0, insert: '[\n' }];
    sessions.getState().dispatch({ type: 'edit-text', file: 'blog/compose.yaml', edits, label: 'Type' });
    expect(hosts.getState().analysis).toBe(analysis);
    expect(hosts.getState().stacks[2]?.message).not.toBeNull();
  });
});

describe('one history', () => {
  it('undoes the last step wherever it was made, and redoes it', () => {
    const { sessions, hosts, text } = opened();
    hosts.getState().unfold('wiki');
    sessions.getState().operate([operation('attach=db:proxy')], 'Connect db');
    hosts.getState().unfold('blog');
    sessions.getState().operate([operation('cap-drop=web:ALL')], 'Drop all');
    hosts.getState().unfold('traefik');
    expect(sessions.getState().undo()).toBe('Drop all');
    expect(hosts.getState().unfolded).toBe('blog');
    expect(text('blog')).toBe(files['blog/compose.yaml']);
    expect(sessions.getState().undo()).toBe('Connect db');
    expect(hosts.getState().unfolded).toBe('wiki');
    expect(text('wiki')).toBe(files['wiki/compose.yaml']);
    expect(hosts.getState().analysis?.reach.direct('traefik/traefik', 'wiki/db')).toBe(false);
    expect(sessions.getState().undo()).toBeNull();
    expect(sessions.getState().redo()).toBe('Connect db');
    expect(sessions.getState().redo()).toBe('Drop all');
    expect(sessions.getState().redo()).toBeNull();
    expect(sessions.getState().session?.workspace.input.texts.get('blog/compose.yaml')).toContain('ALL');
  });

  it('forgets what was undone as soon as something else is done', () => {
    const { sessions, hosts } = opened();
    hosts.getState().unfold('wiki');
    sessions.getState().operate([operation('attach=db:proxy')], 'Connect db');
    sessions.getState().undo();
    hosts.getState().unfold('blog');
    sessions.getState().operate([operation('cap-drop=web:ALL')], 'Drop all');
    expect(sessions.getState().redo()).toBeNull();
  });

  it('counts typing in one go as one step, and an undo of the stack alone', () => {
    const { sessions, hosts } = opened();
    hosts.getState().unfold('blog');
    for (const [at, insert] of [...'# a'].entries()) {
      const edits = [{ from: at, to: at, insert }];
      const file = 'blog/compose.yaml';
      sessions.getState().dispatch({ type: 'edit-text', file, edits, label: 'Type', typedAt: at });
    }
    expect(sessions.getState().history.undo).toHaveLength(1);
    sessions.getState().undo();
    expect(sessions.getState().history.undo).toHaveLength(0);
    expect(sessions.getState().history.redo).toHaveLength(1);
    sessions.getState().redo();
    expect(sessions.getState().history.undo).toHaveLength(1);
  });
});

describe('an edit of several stacks', () => {
  const edits = [
    { stack: 'wiki', operations: [operation('detach=web:proxy')] },
    { stack: 'blog', operations: [operation('cap-drop=web:ALL')] },
  ];

  it('is one undo step', () => {
    const { sessions, hosts, text } = opened();
    hosts.getState().unfold('blog');
    expect(hosts.getState().operateAcross(edits, 'Split')).toBeNull();
    expect(text('blog')).toContain('ALL');
    expect(text('wiki')).not.toContain('proxy, back');
    expect(sessions.getState().history.undo).toHaveLength(1);
    expect(sessions.getState().undo()).toBe('Split');
    expect(text('blog')).toBe(files['blog/compose.yaml']);
    expect(text('wiki')).toBe(files['wiki/compose.yaml']);
    sessions.getState().redo();
    expect(text('blog')).toContain('ALL');
    expect(hosts.getState().unfolded).toBe('blog');
  });

  it('does nothing where one of them is refused', () => {
    const { sessions, hosts, text } = opened();
    const refusal = hosts
      .getState()
      .operateAcross([...edits, { stack: 'traefik', operations: [operation('attach=nobody:proxy')] }], 'x');
    expect(refusal?.message).toMatch(/^traefik: /);
    expect(text('blog')).toBe(files['blog/compose.yaml']);
    expect(sessions.getState().history.undo).toEqual([]);
  });

  it('connects a service to a network of another stack, and says who has to be up first', () => {
    const { sessions, hosts, text } = opened();
    const done = hosts.getState().connect('blog', 'web', 'proxy');
    expect(done).toEqual({ ok: true, value: 'traefik makes proxy: it has to be up before blog.' });
    expect(text('blog')).toContain('proxy:\n    external: true');
    expect(hosts.getState().analysis?.reach.direct('traefik/traefik', 'blog/web')).toBe(true);
    sessions.getState().undo();
    expect(text('blog')).toBe(files['blog/compose.yaml']);
  });
});

describe('a file of several stacks', () => {
  const base = 'services:\n  common:\n    image: nginx\n';
  const extending = 'services:\n  web:\n    extends: { file: ../common.yaml, service: common }\n';

  it('says the same in each, as one step', () => {
    const { sessions, hosts, text } = opened(
      { 'a/compose.yaml': extending, 'b/compose.yaml': extending },
      { 'common.yaml': base },
    );
    hosts.getState().unfold('a');
    const edits = [{ from: base.length, to: base.length, insert: '    read_only: true\n' }];
    sessions.getState().dispatch({ type: 'edit-text', file: 'common.yaml', edits, label: 'Type' });
    expect(text('b', 'common.yaml')).toContain('read_only');
    expect(sessions.getState().history.undo).toHaveLength(1);
    sessions.getState().undo();
    expect(text('a', 'common.yaml')).toBe(base);
    expect(text('b', 'common.yaml')).toBe(base);
  });
});

describe('another project in the place of the host', () => {
  it('closes it, and what was not saved can be brought back', () => {
    const { sessions, hosts, text } = opened();
    hosts.getState().unfold('blog');
    sessions.getState().operate([operation('cap-drop=web:ALL')], 'Drop all');
    const changed = text('blog');
    sessions.getState().open(projectOf('traefik'));
    expect(hosts.getState().stacks).toEqual([]);
    expect(hosts.getState().analysis).toBeNull();
    expect(sessions.getState().within).toBeNull();
    sessions.getState().restorePrevious();
    expect(text('blog')).toBe(changed);
    expect(sessions.getState().undo()).toBe('Drop all');
  });
});

describe('another host in the place of the host', () => {
  it('closes it, and what was not saved can be brought back', () => {
    const { sessions, hosts, text } = opened();
    expect(
      hosts
        .getState()
        .dispatchIn('blog', { type: 'operate', operations: [operation('cap-drop=web:ALL')], label: 'Drop' })
        ?.refused,
    ).toBeNull();
    const changed = text('blog');
    hosts.getState().open(openedHostOf({ 'notes/compose.yaml': 'services:\n  web: { image: notes }\n' }));
    expect([hosts.getState().stacks.length, sessions.getState().canRestore]).toEqual([1, true]);
    sessions.getState().restorePrevious();
    expect(text('blog')).toBe(changed);
    expect(sessions.getState().undo()).toBe('Drop');
  });

  it('leaves nothing of its networks to a project by itself', () => {
    const { sessions, hosts } = opened();
    hosts.getState().unfold('wiki');
    expect(sessions.getState().options.elsewhere?.size).toBe(1);
    sessions.getState().open(projectOf('wiki'));
    expect(sessions.getState().options.elsewhere).toBeUndefined();
    expect(sessions.getState().analysis?.reach.facts.get('web')?.egress).not.toBe(true);
  });
});

describe('stacks that come later', () => {
  it('are added, and those that are open stay as they are', () => {
    const { hosts, stack } = opened();
    const { session } = stack('wiki');
    const more = openedHostOf({ ...files, 'notes/compose.yaml': 'services:\n  web: { image: notes }\n' });
    expect(hosts.getState().add(more)).toEqual(Object.keys(files));
    expect(hosts.getState().stacks.map(({ id }) => id)).toEqual(['traefik', 'wiki', 'blog', 'notes']);
    expect(stack('wiki').session).toBe(session);
    expect(hosts.getState().analysis?.analyses.has('notes')).toBe(true);
  });
});

describe('each thing that is done', () => {
  it('is one new state, for all stacks and in both views', () => {
    const work = createWorkStore();
    const { session: sessions, hosts } = work;
    const more = openedHostOf({ 'notes/compose.yaml': 'services:\n  web: { image: notes }\n' });
    const drop = [operation('cap-drop=web:ALL')];
    const acts: { readonly [name: string]: () => unknown } = {
      open: () => hosts.getState().open(openedHostOf(files)),
      unfold: () => hosts.getState().unfold('wiki'),
      operate: () => sessions.getState().operate([operation('attach=db:proxy')], 'Connect'),
      'in a folded one': () =>
        hosts.getState().dispatchIn('blog', { type: 'operate', operations: drop, label: 'Drop' }),
      across: () =>
        hosts.getState().operateAcross([{ stack: 'blog', operations: [operation('user=web:1000')] }], 'User'),
      undo: () => sessions.getState().undo(),
      add: () => hosts.getState().add(more),
      schema: () => sessions.getState().setSchema({ problems: () => [] }),
      fold: () => hosts.getState().unfold(null),
      close: () => sessions.getState().close(),
    };
    for (const [name, act] of Object.entries(acts)) {
      const seen = { work: 0, sessions: 0, hosts: 0 };
      const stops = [
        work.subscribe(() => seen.work++),
        sessions.subscribe(() => seen.sessions++),
        hosts.subscribe(() => seen.hosts++),
      ];
      act();
      for (const stop of stops) stop();
      expect([name, seen.work, seen.hosts]).toEqual([name, 1, 1]);
      expect([name, seen.sessions <= 1]).toEqual([name, true]);
      const { stacks, analysis } = hosts.getState();
      for (const { id, session } of stacks) {
        const stack = analysis?.host.stacks.find((each) => each.id === id);
        expect([name, id, stack?.workspace === session.workspace]).toEqual([name, id, true]);
      }
    }
    expect(hosts.getState().stacks).toEqual([]);
  });

  it('is refused where it is an edit of no stack: all are folded', () => {
    const { sessions, hosts } = opened();
    const { stacks } = hosts.getState();
    expect(sessions.getState().operate([operation('cap-drop=web:ALL')], 'Drop').refused?.code).toBe(
      'not-found',
    );
    expect([hosts.getState().stacks, sessions.getState().session]).toEqual([stacks, null]);
  });
});

describe('switches of the daemon', () => {
  it('are of all stacks; profiles are of one', () => {
    const { sessions, hosts, stack } = opened();
    hosts.getState().unfold('blog');
    const { options } = sessions.getState();
    sessions.getState().setOptions({ ...options, userlandProxy: !options.userlandProxy, profiles: ['dev'] });
    expect(hosts.getState().options.userlandProxy).toBe(!options.userlandProxy);
    expect(stack('blog').project.profiles).toEqual(['dev']);
    hosts.getState().unfold('wiki');
    expect(sessions.getState().options.userlandProxy).toBe(!options.userlandProxy);
    expect(sessions.getState().options.profiles).toEqual([]);
  });
});

describe('a large host', () => {
  it('is worked out in short tasks, and an edit touches one stack', async () => {
    const texts = Object.fromEntries(
      [...makeHomeServer(80)].map(([file, text]) => [
        file.replace('docker-compose.yml', 'compose.yaml'),
        text,
      ]),
    );
    const { sessions, hosts } = opened(texts);
    const settled = () =>
      new Promise<void>((resolve) => {
        const stop = hosts.subscribe(({ analyzing }) => {
          if (analyzing) return;
          stop();
          resolve();
        });
      });
    expect(hosts.getState().analyzing).toBe(true);
    await settled();
    const before = hosts.getState().analysis;
    hosts.getState().unfold('gitea');
    sessions.getState().operate([operation('cap-drop=web:ALL')], 'Drop all');
    await settled();
    const after = hosts.getState().analysis;
    const renewed = [...(after?.analyses ?? [])].filter(([id, own]) => own !== before?.analyses.get(id));
    expect(renewed.map(([id]) => id)).toEqual(['gitea']);
    expect(after?.analyses.get('gitea')).toBe(sessions.getState().analysis);
  });
});
