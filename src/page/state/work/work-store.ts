// The one owner of what is open on the page. What a person does is one new state (`open`, `edit`, `history`, `live`, `settings`); here it is
// put in place, and what takes long is worked out after it. It depends on neither the DOM nor React.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { finish } from '../../../core/compose/steps.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { Step } from '../../../core/session/session.ts';
import { newSession, sessionOn } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { connectIn } from '../host/edits-across.ts';
import { type HostStore, hostOptions } from '../host/host-state.ts';
import { mainFileOf } from '../host/page-stack.ts';
import { analyzeInTasks, finishInTasks } from '../large/analyze-in-tasks.ts';
import { createLater } from '../large/later.ts';
import { openingOptions } from '../session/file-options.ts';
import { createOperationPreviews } from '../session/operation-previews.ts';
import type { SessionStore } from '../session/session-state.ts';
import { type Edited, edit, editAcross, editStack, plannedOn, type StackCommand } from './edit.ts';
import { moved } from './history.ts';
import { followed, runningDrawn } from './live.ts';
import { addStacks, closeAll, openHost, openProject } from './open.ts';
import { optionsOfHost, projectOptions } from './opening-options.ts';
import { withBeside, withOptions, withSchema } from './settings.ts';
import { concernsHost, joined, lent, withHostAnalysis } from './together.ts';
import { unfold } from './unfold.ts';
import { viewOf } from './view.ts';
import { firstState, type HostWork, isHostWork, shownStack, type WorkState } from './work-state.ts';
import { type HostActions, hostView, type ProjectActions, projectView } from './work-views.ts';

/** What is open, as a whole and in its two views. */
export interface WorkStore extends StoreApi<WorkState> {
  /** The project that is drawn. */
  readonly session: SessionStore;
  /** The stacks of the open host. */
  readonly hosts: HostStore;
  /** Carries out a command on the stack of that key; null where it is no longer open. */
  dispatchTo(key: string, command: StackCommand): Step | null;
  /** Leaves the page with nothing open. */
  close(): void;
}

/** Milliseconds without a change before what takes long is worked out, so that it does not begin while a person types. */
const rest = 150;

/** From this many services on, a host is worked out in short tasks. */
const manyServices = 150;

/** A store with nothing open. */
export function createWorkStore(): WorkStore {
  const store = createStore<WorkState>()(firstState);
  const { getState: get } = store;
  const previews = createOperationPreviews(() => plannedOn(get()));
  const later = createLater<Analysis>((analysis) => commit({ ...get(), analysis, analyzing: false }, rest));
  const hostLater = createLater<HostAnalysis>((analysis) => {
    const state = get();
    if (isHostWork(state)) store.setState(withHostAnalysis(state, analysis), true);
  });

  /** Makes `after` the state, with what follows from it; long work begins after `pause`. */
  function commit(after: WorkState, pause = 0): void {
    const before = get();
    // Whatever is opened or unfolded takes the place of what is being read.
    if (before.reading !== after.reading) before.reading?.cancel();
    if (before.opening !== after.opening) hostLater.cancel();
    const next = isHostWork(after) && concernsHost(before, after) ? analyzed(after, pause) : after;
    store.setState(next, true);
    analyzeDrawn(before, next);
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

  /** Works out the analysis of a large project in short tasks, once it stays the same for a while. */
  function analyzeDrawn(before: WorkState, { analysis, options, analyzing, ...now }: WorkState): void {
    const workspace = shownStack(now)?.session.workspace;
    if (workspace === undefined || analysis === null || !analyzing) {
      later.cancel();
      return;
    }
    const last = shownStack(before)?.session.workspace;
    if (before.analyzing && workspace === last && options === before.options) return;
    later.begin((signal) => analyzeInTasks(workspace, options, analysis, signal), rest);
  }

  function commitEdit({ state, step: done }: Edited): Step {
    if (state !== get()) commit(state, rest);
    return done;
  }

  const previewed = (command: StackCommand) =>
    command.type === 'operate' ? previews.known(command.operations) : null;

  const dispatch = (command: StackCommand): Step => commitEdit(edit(get(), command, previewed(command)));

  function dispatchTo(key: string, command: StackCommand): Step | null {
    const stack = get().stacks.find((each) => each.key === key);
    if (stack === undefined) return null;
    const known = key === get().shown ? previewed(command) : null;
    return commitEdit(editStack(get(), stack, command, known));
  }

  /** Undoes or redoes the last step; returns its label. */
  function move(type: 'undo' | 'redo'): string | null {
    const after = moved(get(), type);
    if (after !== null) commit(after.state);
    return after?.label ?? null;
  }

  function close(): void {
    commit(closeAll(get()));
  }

  function nextRevision(): number {
    return (shownStack(get())?.session.revision ?? -1) + 1;
  }

  const projectActions: ProjectActions = {
    dispatch,
    undo: () => move('undo'),
    redo: () => move('redo'),
    operate: (operations, label) => dispatch({ type: 'operate', operations, label }),
    preview: previews.preview,
    previewInTasks: previews.previewInTasks,
    optionsOf: (project) => projectOptions(get(), project),
    open(project, work = []) {
      const { schema, beside } = get();
      const loaded = { ...newSession({ ...project.input, schema, beside }), revision: nextRevision() };
      const session = work.reduce((open, command) => step(open, command).session, loaded);
      const options = projectOptions(get(), project);
      commit(openProject(get(), { dir: null, project, session }, null, options));
      return session;
    },
    adopt(workspace, project, analysis) {
      const session = { ...sessionOn(workspace), revision: nextRevision() };
      const options = projectOptions(get(), project);
      commit(openProject(get(), { dir: null, project, session }, analysis, options));
    },
    close,
    restorePrevious() {
      const { previous, options } = get();
      if (previous === null) return;
      if ('engine' in previous) hostActions.open(previous);
      else commit(openProject(get(), previous, null, openingOptions(options, previous.project)));
    },
    setOptions: (options) => commit(withOptions(get(), options), rest),
    setSchema: (schema) => commit(withSchema(get(), schema), rest),
    setBeside: (beside) => commit(withBeside(get(), beside), rest),
    keepVariables: (variables) => store.setState({ variables }),
    setMessage: (message) => store.setState({ message }),
    setReading: (reading) => store.setState({ reading }),
    dismissRefusal: () => store.setState({ refusal: null, refused: null }),
  };

  const hostActions: HostActions = {
    open: (host) => commit(openHost(get(), host, optionsOfHost(get(), host))),
    unfold(id) {
      const state = get();
      const stack = state.stacks.find((each) => each.id === id) ?? null;
      const isAsked = id === null ? state.shown !== null : stack !== null && stack.key !== state.shown;
      if (isAsked && isHostWork(state)) commit(unfold(state, stack));
    },
    showRunning(id) {
      const state = get();
      if (isHostWork(state)) commit(runningDrawn(state, id));
    },
    add(host) {
      const state = get();
      if (!isHostWork(state)) return [];
      const known = new Set(state.stacks.map(mainFileOf));
      commit(addStacks(state, host));
      return host.stacks.map(mainFileOf).filter((main) => known.has(main));
    },
    dispatchIn(id, command) {
      const stack = get().stacks.find((each) => each.id === id);
      return stack === undefined ? null : dispatchTo(stack.key, command);
    },
    operateAcross(edits, label) {
      const after = editAcross(get(), edits, label);
      if (!after.ok) return after.error;
      commit(after.value);
      return null;
    },
    connect: (id, service, network) => connectIn(hosts.getState(), id, service, network),
    setLive(live) {
      const state = get();
      if (isHostWork(state) && state.host.live !== null) commit(followed(state, live));
    },
    setOptions(options) {
      const { profiles, project } = get().options;
      commit(withOptions(get(), { ...options, profiles, project }), rest);
    },
  };

  const session = viewOf(store, (state) => projectView(state, projectActions));
  const hosts = viewOf(store, hostView(hostActions));
  return { ...store, session, hosts, dispatchTo, close };
}
