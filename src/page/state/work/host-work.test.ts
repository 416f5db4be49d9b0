import { describe, expect, it } from 'vitest';
import { makeHomeServer } from '../../../../e2e/stacks/make-home-server.ts';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import { finish } from '../../../core/compose/steps.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { openedHostOf } from '../host/testing/opened-host.ts';
import { previewedPlan } from '../session/use-plan.ts';
import { createWorkStore } from '../work/work-store.ts';
import {
  drawnAnalysis,
  drawnSession,
  hostAnalysis,
  hostStacks,
  previousProject,
  unfoldedId,
} from './selectors.ts';

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
  const work = createWorkStore(ruleBook);
  work.openHost(openedHostOf(texts, more));
  const stack = (id: string) => {
    const found = hostStacks(work.getState()).find((each) => each.id === id);
    if (found === undefined) throw new Error(`no stack ${id}`);
    return found;
  };
  const text = (id: string, file = `${id}/compose.yaml`) => stack(id).session.workspace.input.texts.get(file);
  return { work, stack, text };
}

/** Returns one of the stacks by itself. */
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
    const { work } = opened();
    const stacks = hostStacks(work.getState());
    const analysis = hostAnalysis(work.getState());
    const unfolded = unfoldedId(work.getState());
    expect(stacks.map(({ id }) => id)).toEqual(['traefik', 'wiki', 'blog']);
    expect(unfolded).toBeNull();
    expect(drawnSession(work.getState())).toBeNull();
    expect(analysis?.reach.direct('traefik/traefik', 'wiki/web')).toBe(true);
    expect(analysis?.reach.direct('traefik/traefik', 'blog/web')).toBe(false);
  });

  it('keeps a stack that cannot be read beside the others, with the line', () => {
    const { stack, work } = opened({ ...files, 'bad/compose.yaml': 'services:\n  web: [\n  x: }\n' });
    expect(hostStacks(work.getState())).toHaveLength(4);
    expect(stack('bad').message?.file).toBe('bad/compose.yaml');
    expect(stack('bad').message?.line).toBeGreaterThan(1);
    expect(hostAnalysis(work.getState())?.reach.direct('traefik/traefik', 'wiki/web')).toBe(true);
  });

  it('keeps the project before it where that holds changes', () => {
    const { work } = opened();
    work.openProject(projectOf('blog'));
    work.operate([operation('cap-drop=web:ALL')], 'Drop');
    const before = drawnSession(work.getState());
    work.openHost(openedHostOf(files));
    expect(previousProject(work.getState())?.session).toBe(before);
    work.restorePrevious();
    expect(drawnSession(work.getState())).toBe(before);
    expect(hostStacks(work.getState())).toEqual([]);
  });
});

it('an edit that would end half-way for a guest of another stack says so before it is made', () => {
  const work = createWorkStore(ruleBook);
  work.openHost(openedHostOf(files));
  const planOf = (stack: string, text: string) => {
    work.unfold(stack);
    const preview = work.preview([operation(text)]);
    if (!preview.ok) throw new Error(preview.error.message);
    return previewedPlan(work.getState(), preview.value);
  };
  const shared = planOf('traefik', 'internal=proxy:true');
  expect([shared?.exit, shared?.foreignContainers.map(({ name }) => name)]).toEqual([1, ['wiki/web']]);
  expect(planOf('wiki', 'internal=back:false')?.exit).toBe(0);
});

describe('the unfolded stack', () => {
  it('is the open project, and knows what the host knows', () => {
    const { work, stack } = opened();
    work.unfold('wiki');
    const session = drawnSession(work.getState());
    const analysis = drawnAnalysis(work.getState());
    const { within, options } = work.getState();
    expect(session).toBe(stack('wiki').session);
    expect(analysis).toBe(hostAnalysis(work.getState())?.analyses.get('wiki'));
    if (session === null || within === null) throw new Error('no stack is open');
    expect(finish(within(session.workspace)).opened).toEqual([]);
    expect(options.project).toBe('wiki');
    // By itself it could not know whether the network that another stack makes leads out.
    expect(analysis?.reach.facts.get('web')?.egress).toBe(true);
  });

  it('is analyzed once per edit, and no other stack with it', () => {
    const { work } = opened();
    work.unfold('wiki');
    const before = hostAnalysis(work.getState());
    let made = 0;
    const stop = work.subscribe((now, last) => {
      if (now.analysis !== last.analysis) made++;
    });
    let hostMade = 0;
    const stopHost = work.subscribe((now, last) => {
      if (hostAnalysis(now) !== hostAnalysis(last)) hostMade++;
    });
    work.operate([operation('attach=db:proxy')], 'Connect');
    stop();
    stopHost();
    const after = hostAnalysis(work.getState());
    expect([made, hostMade]).toEqual([1, 1]);
    expect(after?.analyses.get('wiki')).toBe(drawnAnalysis(work.getState()));
    expect(after?.analyses.get('traefik')).toBe(before?.analyses.get('traefik'));
    expect(after?.analyses.get('blog')).toBe(before?.analyses.get('blog'));
    expect(after?.reach.direct('traefik/traefik', 'wiki/db')).toBe(true);
  });

  it('keeps its session and its history while others are looked at', () => {
    const { work, stack } = opened();
    work.unfold('wiki');
    work.operate([operation('attach=db:proxy')], 'Connect');
    const session = drawnSession(work.getState());
    work.unfold('blog');
    expect(drawnSession(work.getState())).toBe(stack('blog').session);
    expect(stack('wiki').unsaved).toBe(true);
    work.unfold('wiki');
    expect(drawnSession(work.getState())).toBe(session);
    work.unfold(null);
    expect(drawnSession(work.getState())).toBeNull();
    expect(stack('wiki').session).toBe(session);
  });

  it('previews what opens across stacks', () => {
    const { work } = opened();
    work.unfold('wiki');
    const preview = work.preview([operation('attach=db:proxy')]);
    expect(preview.ok && preview.value.across?.opened).toContainEqual({
      from: 'traefik/traefik',
      to: 'wiki/db',
      kind: 'direct',
    });
  });

  it('goes by another name when its file says so', () => {
    const { work } = opened();
    work.unfold('blog');
    const edits = [{ from: 0, to: 0, insert: 'name: diary\n' }];
    work.dispatch({ type: 'edit-text', file: 'blog/compose.yaml', edits, label: 'Type' });
    expect(unfoldedId(work.getState())).toBe('diary');
    expect(hostStacks(work.getState()).map(({ id }) => id)).toEqual(['traefik', 'wiki', 'diary']);
  });

  it('keeps the last picture of the host while its text is broken', () => {
    const { work } = opened();
    work.unfold('blog');
    const analysis = hostAnalysis(work.getState());
    const edits = [{ from: 0, to: 0, insert: '[\n' }];
    work.dispatch({ type: 'edit-text', file: 'blog/compose.yaml', edits, label: 'Type' });
    expect(hostAnalysis(work.getState())).toBe(analysis);
    expect(hostStacks(work.getState())[2]?.message).not.toBeNull();
  });
});

describe('one history', () => {
  it('undoes the last step wherever it was made, and redoes it', () => {
    const { work, text } = opened();
    work.unfold('wiki');
    work.operate([operation('attach=db:proxy')], 'Connect db');
    work.unfold('blog');
    work.operate([operation('cap-drop=web:ALL')], 'Drop all');
    work.unfold('traefik');
    expect(work.undo()).toBe('Drop all');
    expect(unfoldedId(work.getState())).toBe('blog');
    expect(text('blog')).toBe(files['blog/compose.yaml']);
    expect(work.undo()).toBe('Connect db');
    expect(unfoldedId(work.getState())).toBe('wiki');
    expect(text('wiki')).toBe(files['wiki/compose.yaml']);
    expect(hostAnalysis(work.getState())?.reach.direct('traefik/traefik', 'wiki/db')).toBe(false);
    expect(work.undo()).toBeNull();
    expect(work.redo()).toBe('Connect db');
    expect(work.redo()).toBe('Drop all');
    expect(work.redo()).toBeNull();
    expect(drawnSession(work.getState())?.workspace.input.texts.get('blog/compose.yaml')).toContain('ALL');
  });

  it('forgets what was undone as soon as something else is done', () => {
    const { work } = opened();
    work.unfold('wiki');
    work.operate([operation('attach=db:proxy')], 'Connect db');
    work.undo();
    work.unfold('blog');
    work.operate([operation('cap-drop=web:ALL')], 'Drop all');
    expect(work.redo()).toBeNull();
  });

  it('counts typing in one go as one step, and an undo of the stack alone', () => {
    const { work } = opened();
    work.unfold('blog');
    for (const [at, insert] of [...'# a'].entries()) {
      const edits = [{ from: at, to: at, insert }];
      const file = 'blog/compose.yaml';
      work.dispatch({ type: 'edit-text', file, edits, label: 'Type', typedAt: at });
    }
    expect(work.getState().history.undo).toHaveLength(1);
    work.undo();
    expect(work.getState().history.undo).toHaveLength(0);
    expect(work.getState().history.redo).toHaveLength(1);
    work.redo();
    expect(work.getState().history.undo).toHaveLength(1);
  });
});

describe('an edit of several stacks', () => {
  const edits = [
    { stack: 'wiki', operations: [operation('detach=web:proxy')] },
    { stack: 'blog', operations: [operation('cap-drop=web:ALL')] },
  ];

  it('is one undo step', () => {
    const { work, text } = opened();
    work.unfold('blog');
    expect(work.operateAcross(edits, 'Split')).toBeNull();
    expect(text('blog')).toContain('ALL');
    expect(text('wiki')).not.toContain('proxy, back');
    expect(work.getState().history.undo).toHaveLength(1);
    expect(work.undo()).toBe('Split');
    expect(text('blog')).toBe(files['blog/compose.yaml']);
    expect(text('wiki')).toBe(files['wiki/compose.yaml']);
    work.redo();
    expect(text('blog')).toContain('ALL');
    expect(unfoldedId(work.getState())).toBe('blog');
  });

  it('does nothing where one of them is refused', () => {
    const { work, text } = opened();
    const refusal = work.operateAcross(
      [...edits, { stack: 'traefik', operations: [operation('attach=nobody:proxy')] }],
      'x',
    );
    expect(refusal?.message).toMatch(/^traefik: /);
    expect(text('blog')).toBe(files['blog/compose.yaml']);
    expect(work.getState().history.undo).toEqual([]);
  });

  it('connects a service to a network of another stack, and says who has to be up first', () => {
    const { work, text } = opened();
    const done = work.connect('blog', 'web', 'proxy');
    expect(done).toEqual({ ok: true, value: 'traefik makes proxy: it has to be up before blog.' });
    expect(text('blog')).toContain('proxy:\n    external: true');
    expect(hostAnalysis(work.getState())?.reach.direct('traefik/traefik', 'blog/web')).toBe(true);
    work.undo();
    expect(text('blog')).toBe(files['blog/compose.yaml']);
  });
});

describe('a file of several stacks', () => {
  const base = 'services:\n  common:\n    image: nginx\n';
  const extending = 'services:\n  web:\n    extends: { file: ../common.yaml, service: common }\n';

  it('says the same in each, as one step', () => {
    const { work, text } = opened(
      { 'a/compose.yaml': extending, 'b/compose.yaml': extending },
      { 'common.yaml': base },
    );
    work.unfold('a');
    const edits = [{ from: base.length, to: base.length, insert: '    read_only: true\n' }];
    work.dispatch({ type: 'edit-text', file: 'common.yaml', edits, label: 'Type' });
    expect(text('b', 'common.yaml')).toContain('read_only');
    expect(work.getState().history.undo).toHaveLength(1);
    work.undo();
    expect(text('a', 'common.yaml')).toBe(base);
    expect(text('b', 'common.yaml')).toBe(base);
  });
});

describe('another project in the place of the host', () => {
  it('closes it, and what was not saved can be brought back', () => {
    const { work, text } = opened();
    work.unfold('blog');
    work.operate([operation('cap-drop=web:ALL')], 'Drop all');
    const changed = text('blog');
    work.openProject(projectOf('traefik'));
    expect(hostStacks(work.getState())).toEqual([]);
    expect(hostAnalysis(work.getState())).toBeNull();
    expect(work.getState().within).toBeNull();
    work.restorePrevious();
    expect(text('blog')).toBe(changed);
    expect(work.undo()).toBe('Drop all');
  });
});

describe('another host in the place of the host', () => {
  it('closes it, and what was not saved can be brought back', () => {
    const { work, stack, text } = opened();
    expect(
      work.dispatchTo(stack('blog').key, {
        type: 'operate',
        operations: [operation('cap-drop=web:ALL')],
        label: 'Drop',
      })?.refused,
    ).toBeNull();
    const changed = text('blog');
    work.openHost(openedHostOf({ 'notes/compose.yaml': 'services:\n  web: { image: notes }\n' }));
    expect([hostStacks(work.getState()).length, work.getState().previous !== null]).toEqual([1, true]);
    work.restorePrevious();
    expect(text('blog')).toBe(changed);
    expect(work.undo()).toBe('Drop');
  });

  it('leaves nothing of its networks to a project by itself', () => {
    const { work } = opened();
    work.unfold('wiki');
    expect(work.getState().options.elsewhere?.size).toBe(1);
    work.openProject(projectOf('wiki'));
    expect(work.getState().options.elsewhere).toBeUndefined();
    expect(drawnAnalysis(work.getState())?.reach.facts.get('web')?.egress).not.toBe(true);
  });
});

describe('stacks that come later', () => {
  it('are added, and those that are open stay as they are', () => {
    const { work, stack } = opened();
    const { session } = stack('wiki');
    const more = openedHostOf({ ...files, 'notes/compose.yaml': 'services:\n  web: { image: notes }\n' });
    expect(work.addStacks(more)).toEqual(Object.keys(files));
    expect(hostStacks(work.getState()).map(({ id }) => id)).toEqual(['traefik', 'wiki', 'blog', 'notes']);
    expect(stack('wiki').session).toBe(session);
    expect(hostAnalysis(work.getState())?.analyses.has('notes')).toBe(true);
  });
});

describe('each thing that is done', () => {
  it('is one new state, for all stacks', () => {
    const work = createWorkStore(ruleBook);
    const more = openedHostOf({ 'notes/compose.yaml': 'services:\n  web: { image: notes }\n' });
    const drop = [operation('cap-drop=web:ALL')];
    const acts: { readonly [name: string]: () => unknown } = {
      open: () => work.openHost(openedHostOf(files)),
      unfold: () => work.unfold('wiki'),
      operate: () => work.operate([operation('attach=db:proxy')], 'Connect'),
      'in a folded one': () =>
        work.dispatchTo(hostStacks(work.getState()).find(({ id }) => id === 'blog')?.key ?? '', {
          type: 'operate',
          operations: drop,
          label: 'Drop',
        }),
      across: () => work.operateAcross([{ stack: 'blog', operations: [operation('user=web:1000')] }], 'User'),
      undo: () => work.undo(),
      add: () => work.addStacks(more),
      schema: () => work.setSchema({ problems: () => [] }),
      fold: () => work.unfold(null),
      close: () => work.close(),
    };
    for (const [name, act] of Object.entries(acts)) {
      let seen = 0;
      const stop = work.subscribe(() => seen++);
      act();
      stop();
      expect([name, seen]).toEqual([name, 1]);
      const stacks = hostStacks(work.getState());
      const analysis = hostAnalysis(work.getState());
      for (const { id, session } of stacks) {
        const stack = analysis?.host.stacks.find((each) => each.id === id);
        expect([name, id, stack?.workspace === session.workspace]).toEqual([name, id, true]);
      }
    }
    expect(hostStacks(work.getState())).toEqual([]);
  });

  it('is refused where it is an edit of no stack: all are folded', () => {
    const { work } = opened();
    const stacks = hostStacks(work.getState());
    expect(work.operate([operation('cap-drop=web:ALL')], 'Drop').refused?.code).toBe('not-found');
    expect([hostStacks(work.getState()), drawnSession(work.getState())]).toEqual([stacks, null]);
  });
});

describe('switches of the daemon', () => {
  it('are of all stacks; profiles are of one', () => {
    const { work, stack } = opened();
    work.unfold('blog');
    const { options } = work.getState();
    work.setOptions({ ...options, userlandProxy: !options.userlandProxy, profiles: ['dev'] });
    expect(work.getState().options.userlandProxy).toBe(!options.userlandProxy);
    expect(stack('blog').project.profiles).toEqual(['dev']);
    work.unfold('wiki');
    expect(work.getState().options.userlandProxy).toBe(!options.userlandProxy);
    expect(work.getState().options.profiles).toEqual([]);
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
    const { work } = opened(texts);
    const settled = () =>
      new Promise<void>((resolve) => {
        const stop = work.subscribe(({ host }) => {
          if (host?.analyzing) return;
          stop();
          resolve();
        });
      });
    expect(work.getState().host?.analyzing).toBe(true);
    await settled();
    const before = hostAnalysis(work.getState());
    work.unfold('gitea');
    work.operate([operation('cap-drop=web:ALL')], 'Drop all');
    await settled();
    const after = hostAnalysis(work.getState());
    const renewed = [...(after?.analyses ?? [])].filter(([id, own]) => own !== before?.analyses.get(id));
    expect(renewed.map(([id]) => id)).toEqual(['gitea']);
    expect(after?.analyses.get('gitea')).toBe(drawnAnalysis(work.getState()));
  });
});
