// The one owner of the open host on the page. Each stack has its own session; commands for the unfolded one are carried out by the session
// store, those for the others here, and the analysis of all stacks is computed once per change. It depends on neither the DOM nor React.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameData } from '../../../core/compose/same-data.ts';
import type { HostOptions } from '../../../core/host/host-facts.ts';
import type { LiveHost } from '../../../core/host/running/live-host.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { Command, Session, Step } from '../../../core/session/session.ts';
import { step } from '../../../core/session/step.ts';
import { ok } from '../../../core/text/result.ts';
import { machineOptions } from '../session/file-options.ts';
import { machineRecord } from '../session/machine-options.ts';
import type { SessionState } from '../session/session-state.ts';
import type { SessionStore } from '../session/session-store.ts';
import { connectIn, mirrored, plannedAcross, type SharedFiles, sharedFiles } from './edits-across.ts';
import { historyAfter, historyMoved, historyOf, noHistory, withStep } from './host-history.ts';
import {
  type HostState,
  hostOptions,
  hostSwitches,
  type OpenedHost,
  type OpenedStack,
  type PageStack,
} from './host-state.ts';
import { createLaterHostAnalysis } from './later-host-analysis.ts';
import {
  liveChange,
  mainFileOf,
  openedHost,
  pageStack,
  stackInput,
  stillFollowed,
  withStackSession,
} from './page-stack.ts';
import { createShownStack } from './shown-stack.ts';

export type HostStore = StoreApi<HostState>;

/** Milliseconds without a change before a large host is analyzed, so that typing does not start an analysis per key. */
const rest = 150;

const nothing = {
  engine: null,
  stacks: [],
  name: null,
  analysis: null,
  analyzing: false,
  unfolded: null,
  leftOut: [],
  failed: [],
  file: null,
  live: null,
  beside: null,
  history: noHistory,
} as const satisfies Partial<HostState>;

/** A store with no host open; it follows the session store, which holds the unfolded stack. */
export function createHostStore(sessions: SessionStore): HostStore {
  const store = createStore<HostState>()((set, get) => {
    const later = createLaterHostAnalysis((analysis) => {
      set({ analysis, analyzing: false });
      shown.update();
    });
    const shown = createShownStack(get, sessions);
    const { quietly } = shown;
    let shared: SharedFiles = new Map();
    let lastKey = 0;

    const indexOf = (id: string | null): number => get().stacks.findIndex((stack) => stack.id === id);

    function setSession(key: string, session: Session): void {
      set(({ stacks }) => ({
        stacks: stacks.map((stack) => (stack.key === key ? withStackSession(stack, session) : stack)),
      }));
    }

    /** Carries out a command on the session of that stack; the caller keeps the history. */
    function dispatchTo(stack: PageStack, command: Command): Step {
      if (stack.id !== get().unfolded) {
        const done = step(stack.session, command);
        setSession(stack.key, done.session);
        return done;
      }
      const done = quietly(() => sessions.getState().dispatch(command));
      setSession(stack.key, done.session);
      return done;
    }

    /** Notes that a session went on; shared files follow in the other stacks, as part of the same step. */
    function noteSession(key: string, before: Session, after: Session): void {
      setSession(key, after);
      const others: string[] = [];
      for (const { key: other, command } of mirrored(shared, get().stacks, key, before, after)) {
        const stack = get().stacks.find((each) => each.key === other);
        if (stack === undefined) continue;
        const { length } = stack.session.undo;
        if (dispatchTo(stack, command).session.undo.length > length) others.push(other);
      }
      set(({ history }) => ({ history: historyAfter(history, key, before, after, others) }));
    }

    /** Computes the analysis of all stacks as they are now. */
    function analyze(pause = 0): void {
      const { engine, stacks, file, live, options, analysis: previous, unfolded, beside } = get();
      if (engine === null) return;
      // Where an Engine is read, it reports the networks that exist; what the file states about them is only used without one.
      const stated = file === null || live === null ? file : { ...file, networks: new Map() };
      const opened = engine.openHost(stacks.map(stackInput), live?.networks, stated);
      const host = beside === null ? opened : { ...opened, beside };
      const at = indexOf(unfolded);
      const ids = host.stacks.map(({ id }) => id);
      if (ids.some((id, index) => id !== stacks[index]?.id)) {
        const named = stacks.map((stack, index) => ({ ...stack, id: ids[index] ?? stack.id }));
        set({ stacks: named, unfolded: at < 0 ? unfolded : (ids[at] ?? null) });
      }
      const steps = engine.hostSteps(
        host,
        { options, live: live !== null, made: shown.analysisOf },
        previous,
      );
      const count = stacks.reduce((sum, { session }) => sum + session.workspace.topology.services.size, 0);
      if (!later.begin(steps, count, pause)) set({ analyzing: true });
    }

    function made(stacks: readonly OpenedStack[]): readonly PageStack[] {
      const { schema } = sessions.getState();
      return stacks.map(({ dir, project, session, live }) => {
        const wanted = schema !== null && session.workspace.input.schema !== schema;
        const checked = wanted ? step(session, { type: 'set-schema', schema }).session : session;
        const stack = pageStack({ dir, project, session: checked }, `stack-${++lastKey}`);
        return live === undefined ? stack : { ...stack, live };
      });
    }

    function begin(host: OpenedHost): void {
      later.cancel();
      const { session, options: before } = sessions.getState();
      const isFirst = session === null && get().stacks.length === 0;
      const machine = host.machine ?? (isFirst ? machineRecord(before) : null);
      const options = machineOptions(before, machine, hostSwitches(host.name));
      const { engine, name, leftOut, failed, file = null } = host;
      const live = host.live ?? stillFollowed(get(), host);
      const stacks = made(host.stacks);
      const opening = get().opening + 1;
      set({ ...nothing, engine, name, leftOut, failed, file, live, stacks, opening, previous: null });
      set({ options: hostOptions(options), history: historyOf(stacks) });
      shared = sharedFiles(stacks);
      shown.show(null, true);
      if (live === null) analyze();
      else setLive(live);
    }

    function setLive(live: LiveHost): void {
      if (get().live === null) return;
      const { stacks, texts, come } = liveChange(get().stacks, live);
      if (!stacks.some(({ id }) => id === get().unfolded)) get().unfold(null);
      set({ live, stacks: [...stacks, ...made(come)] });
      for (const { stack, command } of texts) dispatchTo(stack, command);
      analyze();
    }

    /** Closes the host; only what was not saved is kept. */
    function leave(): void {
      later.cancel();
      const previous = get().stacks.some(({ unsaved }) => unsaved) ? openedHost(get()) : null;
      shared = new Map();
      set({ ...nothing, previous });
    }

    function setOptions(options: HostOptions): void {
      set({ options });
      // While all stacks are folded no session is open, and the options are those of the session that is opened next.
      const { session, options: open, setOptions: setOpen } = sessions.getState();
      if (session === null) quietly(() => setOpen({ ...open, ...options }));
      analyze();
    }

    /** Undoes or redoes the last step in every stack that it is of. */
    function move(type: 'undo' | 'redo'): string | null {
      const { history, unfolded } = get();
      const last = history[type].at(-1);
      if (last === undefined) return null;
      let label: string | null = null;
      const shownKey = get().stacks.find(({ id }) => id === unfolded)?.key;
      for (const key of last) {
        const stack = get().stacks.find((each) => each.key === key);
        if (stack === undefined) continue;
        label ??= stack.session[type].at(-1)?.label ?? null;
        dispatchTo(stack, { type });
      }
      set({ history: historyMoved(history, type) });
      analyze();
      if (shownKey === undefined || !last.includes(shownKey)) {
        get().unfold(get().stacks.find(({ key }) => key === last[0])?.id ?? null);
      }
      return label;
    }

    function follow(now: SessionState, before: SessionState): void {
      const { stacks, unfolded } = get();
      if (stacks.length === 0) {
        if (now.opening !== before.opening && get().previous !== null) set({ previous: null });
        return;
      }
      if (now.opening !== before.opening) {
        leave();
        return;
      }
      const open = stacks.find(({ id }) => id === unfolded);
      const switched = hostOptions(now.options);
      const others = !sameData(switched, get().options);
      if (others) set({ options: switched });
      if (now.schema !== null && now.schema !== before.schema) {
        for (const stack of stacks) {
          if (stack !== open) dispatchTo(stack, { type: 'set-schema', schema: now.schema });
        }
      }
      let changed = others || now.schema !== before.schema;
      if (open !== undefined && now.session !== null) {
        if (now.session !== open.session) {
          changed ||= now.session.workspace !== open.session.workspace;
          noteSession(open.key, open.session, now.session);
        }
        const { profiles } = now.options;
        if (JSON.stringify(profiles) !== JSON.stringify(open.project.profiles ?? [])) {
          changed = true;
          set({
            stacks: get().stacks.map((stack) =>
              stack.key === open.key ? { ...stack, project: { ...stack.project, profiles } } : stack,
            ),
          });
        }
        // While a text cannot be read the last good picture stays; the analysis of a large stack arrives later.
        if (now.session.workspace.stale && !others) return;
        changed ||= now.analysis !== before.analysis;
        if (now.analyzing) return;
      }
      if (changed) analyze(rest);
    }

    sessions.subscribe((now, before) => {
      if (!shown.isQuiet()) follow(now, before);
    });

    return {
      ...nothing,
      options: hostOptions(defaultReachOptions),
      opening: 0,
      previous: null,

      unfold(id) {
        const { unfolded, stacks } = get();
        const stack = stacks.find((each) => each.id === id) ?? null;
        if (id === unfolded || (id !== null && stack === null)) return;
        set({ unfolded: id });
        shown.show(stack);
      },
      open: begin,
      add({ stacks, leftOut, failed, file = null }) {
        const known = new Set(get().stacks.map(mainFileOf));
        const added = stacks.filter((stack) => !known.has(mainFileOf(stack)));
        const before = get();
        set({
          stacks: [...before.stacks, ...made(added)],
          leftOut: [...new Set([...before.leftOut, ...leftOut])],
          failed: [...before.failed, ...failed],
          file: before.file ?? file,
          name: added.length > 0 ? null : before.name,
        });
        shared = sharedFiles(get().stacks);
        if (added.length > 0) analyze();
        return stacks.map(mainFileOf).filter((file) => known.has(file));
      },
      close() {
        leave();
        sessions.getState().close();
      },
      restorePrevious() {
        const { previous } = get();
        if (previous !== null) begin(previous);
      },
      dispatchIn(id, command) {
        const stack = get().stacks.find((each) => each.id === id);
        if (stack === undefined) return null;
        if (id === get().unfolded) return sessions.getState().dispatch(command);
        const done = step(stack.session, command);
        if (done.session === stack.session) return done;
        noteSession(stack.key, stack.session, done.session);
        if (done.session.workspace !== stack.session.workspace) analyze(rest);
        return done;
      },
      operateAcross(edits, label) {
        const planned = plannedAcross(get().stacks, edits);
        if (!planned.ok) return planned.error;
        const done: string[] = [];
        for (const { key, operations, change } of planned.value) {
          const stack = get().stacks.find((each) => each.key === key);
          if (stack === undefined) continue;
          const command = { type: 'operate', operations, label, planned: ok(change) } as const;
          const after = dispatchTo(stack, command).session;
          if (after.undo.length > stack.session.undo.length) done.push(key);
        }
        if (done.length > 0) set(({ history }) => ({ history: withStep(history, done) }));
        analyze();
        return null;
      },
      connect: (id, service, network) => connectIn(get(), id, service, network),
      undo: () => move('undo'),
      redo: () => move('redo'),
      setLive,
      setOptions,
      setBeside(beside) {
        if (get().stacks.length === 0) return;
        set({ beside });
        analyze();
      },
    };
  });
  return store;
}
