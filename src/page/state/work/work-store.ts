// The one owner of what is open on the page. What a person does is one new state (`open`, `edit`, `history`, `live`, `settings`); here it is
// put in place (`commit`). It depends on neither the DOM nor React.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import type { Beside } from '../../../core/compose/workspace/beside.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { StackEdit } from '../../../core/host/host.ts';
import type { HostOptions } from '../../../core/host/host-facts.ts';
import type { LiveHost } from '../../../core/host/running/live-host.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Step } from '../../../core/session/session.ts';
import { newSession, sessionOn } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { ok, type Refusal, type Result } from '../../../core/text/result.ts';
import { plannedConnection } from '../host/edits-across.ts';
import { mainFileOf } from '../host/page-stack.ts';
import type { ProjectInput } from '../import/project-input.ts';
import { openingOptions } from '../session/file-options.ts';
import type { FileMessage } from '../session/message.ts';
import { createOperationPreviews, type OperationPreviews } from '../session/operation-previews.ts';
import { createCommit, rest } from './commit.ts';
import { type Edited, edit, editAcross, editStack, plannedOn, type StackCommand } from './edit.ts';
import { moved } from './history.ts';
import { followed, runningDrawn } from './live.ts';
import { addStacks, closeAll, openHost, openProject } from './open.ts';
import type { OpenedHost } from './opened-stacks.ts';
import { optionsOfHost, projectOptions } from './opening-options.ts';
import { withBeside, withOptions, withSchema } from './settings.ts';
import { unfold } from './unfold.ts';
import { firstState, isHostWork, shownStack, type WorkState } from './work-state.ts';

/** What is open on the page, and what can be done with it. */
export interface WorkStore
  extends StoreApi<WorkState>,
    Pick<OperationPreviews, 'preview' | 'previewInTasks'> {
  /** Opens a project in place of what is open, with `work` already done on it; returns the message where a file cannot be read. */
  openProject(project: ProjectInput, work?: readonly StackCommand[]): FileMessage | null;
  /** Opens a project that was read and analysed already; `analysis` is null where it could not be read. */
  adopt(workspace: Workspace, project: ProjectInput, analysis: Analysis | null): void;
  /** Opens a host in place of what is open; all its stacks are folded. */
  openHost(host: OpenedHost): void;
  /** Adds stacks to the open host; a stack whose main file is open already is passed over. Returns the names of those files. */
  addStacks(host: Omit<OpenedHost, 'name'>): readonly string[];
  /** Goes back to what was open before. */
  restorePrevious(): void;
  /** Leaves the page with nothing open. */
  close(): void;
  /** Opens the band of a stack of the host, which becomes the drawn project, or folds all. */
  unfold(id: string | null): void;
  /** Unfolds a stack that runs otherwise than its files say and draws it as it runs, read only; null draws the files again. */
  showRunning(id: string | null): void;
  /** What runs was read again. Nothing where the host is not followed. */
  setLive(live: LiveHost): void;

  /** Carries out a command on the drawn project; without one, an edit begins it from the template. Sets `refusal` when it is refused. */
  dispatch(command: StackCommand): Step;
  /** Carries out operations as one undo step. What was previewed of them is what is carried out, where nothing has changed since. */
  operate(operations: readonly Operation[], label: string): Step;
  /** Carries out a command on the files of one stack, drawn or not; null where it is no longer open. */
  dispatchTo(key: string, command: StackCommand): Step | null;
  /** Carries out operations on several stacks as one undo step; returns why nothing is done, where one of them is refused. */
  operateAcross(edits: readonly StackEdit[], label: string): Refusal | null;
  /** Puts a service on a network of another stack; returns what has to be started first, if anything. */
  connect(id: string, service: string, network: string): Result<string | null>;
  /** Undoes the last step, whichever stack it was made in, and unfolds that one; returns its label. */
  undo(): string | null;
  /** Likewise does again what was undone last. */
  redo(): string | null;

  /** Predicts with other options; all but profiles and the project's name hold for every stack, and those stay where they are absent. */
  setOptions(options: HostOptions & Partial<ReachOptions>): void;
  /** Checks what is open against the schema from now on. */
  setSchema(schema: SchemaCheck): void;
  /** Reads the configuration of proxies from now on. */
  setBeside(beside: Beside): void;
  /** Keeps files of variables for the project that is opened next, in place of those that were kept. */
  keepVariables(texts: ReadonlyMap<string, string>): void;
  setMessage(message: FileMessage | null): void;
  setReading(reading: WorkState['reading']): void;
  dismissRefusal(): void;
}

/** A store with nothing open. */
export function createWorkStore(): WorkStore {
  const store = createStore<WorkState>()(firstState);
  const { getState: get } = store;
  const previews = createOperationPreviews(() => plannedOn(get()));
  const commit = createCommit(store);

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

  function nextRevision(): number {
    return (shownStack(get())?.session.revision ?? -1) + 1;
  }

  return {
    ...store,
    openProject(project, work = []) {
      const { schema, beside } = get();
      const loaded = { ...newSession({ ...project.input, schema, beside }), revision: nextRevision() };
      const session = work.reduce((open, command) => step(open, command).session, loaded);
      const options = projectOptions(get(), project);
      commit(openProject(get(), { dir: null, project, session }, null, options));
      return get().message;
    },
    adopt(workspace, project, analysis) {
      const session = { ...sessionOn(workspace), revision: nextRevision() };
      const options = projectOptions(get(), project);
      commit(openProject(get(), { dir: null, project, session }, analysis, options));
    },
    openHost: (host) => commit(openHost(get(), host, optionsOfHost(get(), host))),
    addStacks(host) {
      const state = get();
      if (!isHostWork(state)) return [];
      const known = new Set(state.stacks.map(mainFileOf));
      commit(addStacks(state, host));
      return host.stacks.map(mainFileOf).filter((main) => known.has(main));
    },
    restorePrevious() {
      const state = get();
      const { previous, options } = state;
      if (previous === null) return;
      if ('engine' in previous) commit(openHost(state, previous, optionsOfHost(state, previous)));
      else commit(openProject(state, previous, null, openingOptions(options, previous.project)));
    },
    close: () => commit(closeAll(get())),
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
    setLive(live) {
      const state = get();
      if (isHostWork(state) && state.host.live !== null) commit(followed(state, live));
    },

    dispatch,
    operate: (operations, label) => dispatch({ type: 'operate', operations, label }),
    dispatchTo,
    operateAcross(edits, label) {
      const after = editAcross(get(), edits, label);
      if (!after.ok) return after.error;
      commit(after.value);
      return null;
    },
    connect(id, service, network) {
      const { host, stacks } = get();
      const plan = plannedConnection(host, id, service, network);
      if (!plan.ok) return plan;
      const { operations, note } = plan.value;
      const stack = stacks.find((each) => each.id === id);
      const label = `Connect ${service} of ${id} to ${network}`;
      const step = stack && dispatchTo(stack.key, { type: 'operate', operations, label });
      return step?.refused ? { ok: false, error: step.refused } : ok(note);
    },
    undo: () => move('undo'),
    redo: () => move('redo'),
    preview: previews.preview,
    previewInTasks: previews.previewInTasks,

    setOptions(options) {
      const { profiles, project } = get().options;
      commit(withOptions(get(), { profiles, project, ...options }), rest);
    },
    setSchema: (schema) => commit(withSchema(get(), schema), rest),
    setBeside: (beside) => commit(withBeside(get(), beside), rest),
    keepVariables: (variables) => store.setState({ variables }),
    setMessage: (message) => store.setState({ message }),
    setReading: (reading) => store.setState({ reading }),
    dismissRefusal: () => store.setState({ refusal: null, refused: null }),
  };
}
