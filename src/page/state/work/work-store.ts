// The one owner of what is open on the page: the stacks, which of them is drawn, one history, and what is derived from them, worked out once
// per change. Subscribers get one state for each thing that is done. It depends on neither the DOM nor React.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameData } from '../../../core/compose/same-data.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import { finish } from '../../../core/compose/steps.ts';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import type { LiveHost } from '../../../core/host/running/live-host.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { Command, Session, Step } from '../../../core/session/session.ts';
import { newSession, sessionOn } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { ok, type Refusal, refuse } from '../../../core/text/result.ts';
import { connectIn, mirrored, plannedAcross, sharedFiles } from '../host/edits-across.ts';
import {
  type HostStore,
  hostOptions,
  hostSwitches,
  type OpenedHost,
  type OpenedStack,
  type PageStack,
} from '../host/host-state.ts';
import {
  liveChange,
  mainFileOf,
  pageStack,
  stackInput,
  stillFollowed,
  withStackSession,
} from '../host/page-stack.ts';
import type { ProjectInput } from '../import/project-input.ts';
import { analyzeInTasks, analyzeNow, finishInTasks } from '../large/analyze-in-tasks.ts';
import { isLargeTopology } from '../large/large.ts';
import { createLater } from '../large/later.ts';
import { machineOptions, openingOptions, optionsFor, withKeptSwitches } from '../session/file-options.ts';
import { type MachineRecord, machineRecord } from '../session/machine-options.ts';
import { createOperationPreviews, stale } from '../session/operation-previews.ts';
import type { SessionStore } from '../session/session-state.ts';
import { templateFile, templateText } from '../session/template.ts';
import { drawn, redrawn } from './draw.ts';
import { historyAfter, historyMoved, historyOf, withStep } from './history.ts';
import {
  concernsHost,
  type HostWork,
  isHostWork,
  joined,
  lent,
  partOf,
  runningShown,
  withHostAnalysis,
} from './together.ts';
import { viewOf } from './view.ts';
import { firstState, keptOf, nothingOpen, shownStack, type WorkState } from './work-state.ts';
import { type HostActions, hostView, type ProjectActions, projectView } from './work-views.ts';

/** What is open, as a whole and in its two views. */
export interface WorkStore extends StoreApi<WorkState> {
  /** The project that is drawn. */
  readonly session: SessionStore;
  /** The stacks of the open host. */
  readonly hosts: HostStore;
  /** Carries out a command on the stack of that key; null where it is no longer open. */
  dispatchTo(key: string, command: Command): Step | null;
  /** Leaves the page with nothing open. */
  close(): void;
}

/** Milliseconds without a change before what takes long is worked out, so that it does not begin while a person types. */
const rest = 150;

/** From this many services on, a host is worked out in short tasks. */
const manyServices = 150;

const noStack = refuse('not-found', 'All stacks are folded. Open the one that is meant, then try again');

/** A session on the template and its analysis: what the first edit of a new design is previewed and carried out on. */
interface TemplateSession {
  readonly schema: SchemaCheck | null;
  readonly options: ReachOptions;
  readonly session: Session;
  readonly analysis: Analysis;
}

/** A store with nothing open. */
export function createWorkStore(): WorkStore {
  const store = createStore<WorkState>()(firstState);
  const { getState: get } = store;
  const later = createLater<Analysis>((analysis) => commit({ ...get(), analysis, analyzing: false }, rest));
  const hostLater = createLater<HostAnalysis>((analysis) => {
    const state = get();
    if (isHostWork(state)) store.setState(withHostAnalysis(state, analysis), true);
  });
  let lastKey = 0;
  let template: TemplateSession | null = null;

  /** Makes `after` the state, with what follows from it; long work begins after `pause`. */
  function commit(after: WorkState, pause = 0): void {
    const before = get();
    const next = isHostWork(after) && concernsHost(before, after) ? analyzed(after, pause) : after;
    store.setState(next, true);
    if (next.host === null) hostLater.cancel();
    const stack = shownStack(next);
    const { analysis, options, analyzing } = next;
    if (stack === null || analysis === null || !analyzing) {
      later.cancel();
      return;
    }
    const { workspace } = stack.session;
    const last = shownStack(before)?.session.workspace;
    if (before.analyzing && workspace === last && options === before.options) return;
    later.begin((signal) => analyzeInTasks(workspace, options, analysis, signal), rest);
  }

  /** The analysis of all stacks as they are now: at once where there are few services, else in short tasks after `pause`. */
  function analyzed(work: HostWork, pause: number): HostWork {
    const { state, opened } = joined(work);
    const { engine, live, analysis } = state.host;
    const made: Parameters<typeof engine.hostSteps>[1]['made'] = ({ id, workspace }) =>
      lent(state, id, workspace);
    const question = { options: hostOptions(state.options), live: live !== null, made };
    const steps = engine.hostSteps(opened, question, analysis);
    const services = state.stacks.map(({ session }) => session.workspace.topology.services.size);
    hostLater.cancel();
    if (services.reduce((sum, count) => sum + count, 0) < manyServices)
      return withHostAnalysis(state, finish(steps));
    hostLater.begin((signal) => finishInTasks(steps, signal), pause);
    return { ...state, host: { ...state.host, analyzing: true } };
  }

  function made(opened: OpenedStack): PageStack {
    const { schema } = get();
    const { session } = opened;
    const checked = schema !== null && session.workspace.input.schema !== schema;
    return pageStack(
      checked ? { ...opened, session: step(session, { type: 'set-schema', schema }).session } : opened,
      `stack-${++lastKey}`,
    );
  }

  /** The state with another session of one stack; where that is shown, the picture follows. */
  function withSession(
    state: WorkState,
    key: string,
    session: Session,
    previewed: Analysis | null = null,
  ): WorkState {
    const stack = state.stacks.find((each) => each.key === key);
    if (stack === undefined || stack.session === session) return state;
    const next = withStackSession(stack, session);
    const stacks = state.stacks.map((each) => (each === stack ? next : each));
    return { ...state, stacks, ...(key === state.shown ? redrawn(state, next, previewed) : {}) };
  }

  /** The same, and files that other stacks share with it follow there; with the keys of those that were given a step by that. */
  function withShared(
    state: WorkState,
    { key, session: before }: PageStack,
    session: Session,
    previewed: Analysis | null = null,
  ): { readonly state: WorkState; readonly others: readonly string[] } {
    let after = withSession(state, key, session, previewed);
    const others: string[] = [];
    if (state.stacks.length < 2) return { state: after, others };
    for (const { key: other, command } of mirrored(
      sharedFiles(state.stacks),
      after.stacks,
      key,
      before,
      session,
    )) {
      const open = after.stacks.find((each) => each.key === other)?.session;
      if (open === undefined) continue;
      const { session: done } = step(open, command);
      if (done.undo.length > open.undo.length) others.push(other);
      after = withSession(after, other, done);
    }
    return { state: after, others };
  }

  /** Makes `session` that of the stack, as one step of the history. */
  function goOn(stack: PageStack, session: Session, previewed: Analysis | null): void {
    const { state, others } = withShared(get(), stack, session, previewed);
    const history = historyAfter(state.history, stack.key, stack.session, session, others);
    commit({ ...state, history }, rest);
  }

  /** The project by itself in place of all that is open. */
  function openInstead(
    opened: Omit<OpenedStack, 'dir'>,
    analysis: Analysis | null,
    options: ReachOptions,
  ): void {
    const before = get();
    before.reading?.cancel();
    const stack = pageStack({ dir: null, ...opened }, `stack-${++lastKey}`);
    commit({
      ...before,
      ...nothingOpen,
      stacks: [stack],
      shown: stack.key,
      history: historyOf([stack]),
      message: stack.message,
      previous: keptOf(before, stack.session.workspace),
      opening: before.opening + 1,
      showing: before.showing + 1,
      ...drawn({ analysis: before.analysis, options }, stack, analysis),
    });
  }

  /** Reads `project` anew, and carries out `work` on it before subscribers see it. */
  function load(project: ProjectInput, options: ReachOptions, work: readonly Command[] = []): Session {
    const { schema, beside } = get();
    const input = { ...project.input, schema, beside };
    const loaded = { ...newSession(input), revision: nextRevision() };
    const session = work.reduce((open, command) => step(open, command).session, loaded);
    openInstead({ project, session }, null, options);
    return session;
  }

  /** What is opened stands on the machine that it comes with; records that came while nothing was open are for what is opened next. */
  function recordsFor(machine: MachineRecord | null = null): {
    readonly machine: MachineRecord | null;
    readonly observed?: ObservedRecord;
  } {
    const { stacks, options } = get();
    if (stacks.length > 0) return { machine };
    const { observed } = options;
    return { machine: machine ?? machineRecord(options), ...(observed ? { observed } : {}) };
  }

  function optionsOf(project: ProjectInput): ReachOptions {
    const { machine, ...seen } = recordsFor(project.machine);
    return { ...openingOptions(get().options, { ...project, machine }), ...seen };
  }

  function nextRevision(): number {
    return (shownStack(get())?.session.revision ?? -1) + 1;
  }

  /** A stack of the open host as the drawn one, or none. */
  function unfolded(state: HostWork, stack: PageStack | null): WorkState {
    state.reading?.cancel();
    const next: HostWork = {
      ...state,
      ...({ analysis: null, analyzing: false, within: null, message: null } as const),
      ...({ refusal: null, refused: null, reading: null } as const),
      shown: stack?.key ?? null,
      running: null,
      showing: state.showing + 1,
    };
    if (stack === null) return next;
    const { project, message } = stack;
    const part = partOf(next);
    const chosen = { ...hostOptions(state.options), profiles: project.profiles ?? [] };
    const options = part.options ?? { ...chosen, project: stackInput(stack).project.name };
    const analysis = part.analysis ?? null;
    return {
      ...next,
      ...drawn({ analysis, options }, stack, analysis),
      within: part.within ?? null,
      message,
    };
  }

  function openHost(host: OpenedHost): void {
    const before = get();
    before.reading?.cancel();
    hostLater.cancel();
    const { stacks: opened, machine: given, ...part } = host;
    const live = host.live ?? stillFollowed(before.stacks, before.host, host);
    const { machine, ...seen } = recordsFor(given);
    const stacks = opened.map(made);
    const state: HostWork = {
      ...before,
      ...nothingOpen,
      stacks,
      host: { file: null, ...part, live, analysis: null, analyzing: false },
      history: historyOf(stacks),
      previous: keptOf(before, { stale: false }),
      options: { ...machineOptions(before.options, machine, hostSwitches(host.name)), ...seen },
      opening: before.opening + 1,
      showing: before.showing + 1,
    };
    commit(live === null ? state : withLive(state, live));
  }

  function withLive(before: HostWork, live: LiveHost): WorkState {
    const { stacks, texts, come } = liveChange(before.stacks, live);
    let state: WorkState = {
      ...before,
      host: { ...before.host, live },
      stacks: [...stacks, ...come.map(made)],
    };
    if (state.shown !== null && shownStack(state) === null && isHostWork(state))
      state = unfolded(state, null);
    for (const { stack, command } of texts)
      state = withSession(state, stack.key, step(stack.session, command).session);
    return state;
  }

  function close(): void {
    const before = get();
    before.reading?.cancel();
    const options = withKeptSwitches(before.options, undefined);
    const counts = { opening: before.opening + 1, showing: before.showing + 1 };
    commit({ ...before, ...nothingOpen, ...counts, options });
  }

  function templateSession({ schema, options: wanted }: WorkState): TemplateSession {
    if (template?.schema === schema && template.options === wanted) return template;
    const session = newSession(aloneInput(templateText, { file: templateFile, schema }));
    const { options } = optionsFor(session.workspace, wanted, null);
    template = { schema, options: wanted, session, analysis: analyzeNow(session.workspace, options) };
    return template;
  }

  /** What edits are planned on: the shown stack, or the template while nothing is open. */
  function edited(): Pick<TemplateSession, 'session'> & Pick<WorkState, 'analysis' | 'analyzing' | 'within'> {
    const state = get();
    const stack = shownStack(state);
    return stack === null ? { ...state, ...templateSession(state) } : { ...state, session: stack.session };
  }

  /** What runs is looked at: nothing of the files is edited meanwhile. */
  const previews = createOperationPreviews(() => {
    const { running } = get();
    return running === null ? edited() : { ...running, analyzing: false, within: null };
  });

  /** A refusal still returns a session, so that callers need no null check. */
  function refused(session: Session, refusal: Refusal, command: Command): Step {
    const operations = command.type === 'operate' ? command.operations : [];
    const label = command.type === 'operate' ? command.label : command.type;
    commit({ ...get(), refusal, refused: { refusal, operations, label } });
    return { session, applied: new Map(), refused: refusal };
  }

  function dispatch(command: Command): Step {
    const before = get();
    const open = shownStack(before);
    const { session } = edited();
    if (command.type === 'load') {
      const project = {
        input: command.input,
        profiles: before.options.profiles,
        folder: open?.project.folder ?? null,
      };
      return { session: load(project, before.options), applied: new Map(), refused: null };
    }
    if (open === null && before.host !== null) return refused(session, noStack.error, command);
    if (command.type === 'operate' && session.workspace.stale) return refused(session, stale.error, command);
    const planned = command.type === 'operate' ? previews.known(command.operations) : null;
    const done = step(
      session,
      command.type === 'operate' && planned !== null ? { ...command, planned } : command,
    );
    if (done.refused !== null) return refused(done.session, done.refused, command);
    if (done.session === open?.session) return done;
    const previewed = planned?.ok ? planned.value.analysis : null;
    if (open === null) begin(done.session, previewed);
    else goOn(open, done.session, previewed);
    return done;
  }

  /** The same for the drawn project; while that is drawn as it runs, what would edit it is refused. */
  function dispatchShown(command: Command): Step {
    const { running } = get();
    const refusal = running === null ? null : step(running.session, command).refused;
    if (running === null || refusal === null) return dispatch(command);
    return refused(running.session, refusal, command);
  }

  /** The first edit of a new design: what is done on the template is the open project now. */
  function begin(session: Session, previewed: Analysis | null): void {
    const before = get();
    const project = { input: session.opened.input, profiles: before.options.profiles, folder: null };
    const stack = pageStack({ dir: null, project, session }, `stack-${++lastKey}`);
    const history = historyOf([stack]);
    const state = { ...before, stacks: [stack], shown: stack.key, history };
    commit({ ...state, ...drawn(before, stack, previewed) });
  }

  /** The state with the files of the drawn stack in the place of what runs. */
  function filesShown(state: WorkState): WorkState {
    return state.running === null ? state : { ...state, running: null, showing: state.showing + 1 };
  }

  /** Undoes or redoes the last step in every stack that it is of. */
  function move(type: 'undo' | 'redo'): string | null {
    let state = filesShown(get());
    const last = state.history[type].at(-1);
    if (last === undefined) return null;
    let label: string | null = null;
    for (const key of last) {
      const session = state.stacks.find((each) => each.key === key)?.session;
      if (session === undefined) continue;
      label ??= session[type].at(-1)?.label ?? null;
      state = withSession(state, key, step(session, { type }).session);
    }
    state = { ...state, history: historyMoved(state.history, type) };
    if (isHostWork(state) && (state.shown === null || !last.includes(state.shown)))
      state = unfolded(state, state.stacks.find(({ key }) => key === last[0]) ?? null);
    commit(state);
    return label;
  }

  /** What was fetched for all files reaches every stack; an open question stays open, since no edit was made. */
  function setForAll(known: Pick<WorkState, 'schema'> | Pick<WorkState, 'beside'>, command: Command): void {
    const before = get();
    let state = before;
    for (const { key, session } of before.stacks)
      state = withSession(state, key, step(session, command).session);
    commit({ ...state, ...known, refusal: before.refusal, refused: before.refused }, rest);
  }

  function setOptions(chosen: ReachOptions): void {
    const before = get();
    // What other stacks make is no choice: it stays what the host knows.
    const { elsewhere: _, ...others } = chosen;
    const { elsewhere } = before.options;
    const options = elsewhere === undefined || before.host === null ? others : { ...others, elsewhere };
    const stack = shownStack(before);
    const same = stack === null || sameData(options.profiles, stack.project.profiles ?? []);
    const stacks = same
      ? before.stacks
      : before.stacks.map((each) =>
          each === stack ? { ...each, project: { ...each.project, profiles: options.profiles } } : each,
        );
    const state = { ...before, stacks, options };
    const { analysis } = before;
    if (stack === null || stack.session.workspace.stale || analysis === null) commit(state, rest);
    else if (isLargeTopology(stack.session.workspace.topology)) commit({ ...state, analyzing: true });
    else commit({ ...state, analysis: analyzeNow(stack.session.workspace, options, analysis) }, rest);
  }

  function restorePrevious(): void {
    const { previous, options } = get();
    if (previous === null) return;
    if ('engine' in previous) openHost(previous);
    else openInstead(previous, null, openingOptions(options, previous.project));
  }

  function dispatchTo(key: string, command: Command): Step | null {
    const { stacks, shown } = get();
    if (key === shown) return dispatch(command);
    const stack = stacks.find((each) => each.key === key);
    if (stack === undefined) return null;
    const done = step(stack.session, command);
    if (done.session !== stack.session) goOn(stack, done.session, null);
    return done;
  }

  const projectActions: ProjectActions = {
    dispatch: dispatchShown,
    undo: () => move('undo'),
    redo: () => move('redo'),
    operate: (operations, label) => dispatchShown({ type: 'operate', operations, label }),
    preview: previews.preview,
    previewInTasks: previews.previewInTasks,
    optionsOf,
    open: (project, work) => load(project, optionsOf(project), work),
    adopt(workspace, project, analysis) {
      const session = { ...sessionOn(workspace), revision: nextRevision() };
      openInstead({ project, session }, analysis, optionsOf(project));
    },
    close,
    restorePrevious,
    setOptions,
    setSchema: (schema) => setForAll({ schema }, { type: 'set-schema', schema }),
    setBeside(beside) {
      // On a host it reads for all stacks together, and none of them is another by it.
      if (get().host !== null) commit({ ...get(), beside }, rest);
      else setForAll({ beside }, { type: 'set-beside', beside });
    },
    keepVariables: (variables) => store.setState({ variables }),
    setMessage: (message) => store.setState({ message }),
    setReading: (reading) => store.setState({ reading }),
    dismissRefusal: () => store.setState({ refusal: null, refused: null }),
  };

  const hostActions: HostActions = {
    open: openHost,
    unfold(id) {
      const state = get();
      const stack = state.stacks.find((each) => each.id === id) ?? null;
      const isAsked = id === null ? state.shown !== null : stack !== null && stack.key !== state.shown;
      if (isAsked && isHostWork(state)) commit(unfolded(state, stack));
    },
    showRunning(id) {
      const state = get();
      if (!isHostWork(state)) return;
      if (id === null) return commit(filesShown(state));
      const stack = state.stacks.find((each) => each.id === id);
      if (stack?.live?.runs === undefined) return;
      const open = stack.key === state.shown ? state : unfolded(state, stack);
      if (isHostWork(open)) commit({ ...open, ...runningShown(open, stack.key) });
    },
    add({ stacks, leftOut, failed, file = null }) {
      const state = get();
      const known = new Set(state.stacks.map(mainFileOf));
      const added = stacks.filter((stack) => !known.has(mainFileOf(stack)));
      const { host } = state;
      if (host === null) return [];
      commit({
        ...state,
        stacks: [...state.stacks, ...added.map(made)],
        host: {
          ...host,
          leftOut: [...new Set([...host.leftOut, ...leftOut])],
          failed: [...host.failed, ...failed],
          file: host.file ?? file,
          name: added.length > 0 ? null : host.name,
        },
      });
      return stacks.map(mainFileOf).filter((main) => known.has(main));
    },
    dispatchIn(id, command) {
      const stack = get().stacks.find((each) => each.id === id);
      return stack === undefined ? null : dispatchTo(stack.key, command);
    },
    operateAcross(edits, label) {
      let state = get();
      const planned = plannedAcross(state.stacks, edits);
      if (!planned.ok) return planned.error;
      const before = new Map(state.stacks.map(({ key, session }) => [key, session]));
      const done = new Set<string>();
      for (const { key, operations, change } of planned.value) {
        const stack = state.stacks.find((each) => each.key === key);
        if (stack === undefined) continue;
        // A file that it shares with a stack before it may have changed by now: then it is planned once more.
        const still = stack.session === before.get(key) ? { planned: ok(change) } : {};
        const { session } = step(stack.session, { type: 'operate', operations, label, ...still });
        if (session.undo.length > stack.session.undo.length) done.add(key);
        const after = withShared(state, stack, session);
        for (const other of after.others) done.add(other);
        state = after.state;
      }
      const history = done.size > 0 ? withStep(state.history, [...done]) : state.history;
      commit({ ...state, history });
      return null;
    },
    connect: (id, service, network) => connectIn(hosts.getState(), id, service, network),
    setLive(live) {
      const state = get();
      if (isHostWork(state) && state.host.live !== null) commit(withLive(state, live));
    },
    setOptions(options) {
      const { profiles, project } = get().options;
      setOptions({ ...options, profiles, project });
    },
  };

  const session = viewOf(store, (state) => projectView(state, projectActions));
  const hosts = viewOf(store, hostView(hostActions));
  return { ...store, session, hosts, dispatchTo, close };
}
