// The one owner of what is open on the page. What a person does is one new state (`open`, `edit`, `history`, `live`, `settings`); here it is
// put in place (`commit`). It depends on neither the DOM nor React.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import type { AdjacentFiles } from '../../../core/compose/workspace/adjacent-files.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { RuleBook } from '../../../core/findings/rule-book.ts';
import type { FleetEdit } from '../../../core/fleet/edit/fleet-edit.ts';
import type { StackEdit } from '../../../core/host/host.ts';
import type { HostOptions } from '../../../core/host/host-facts.ts';
import type { LiveHost } from '../../../core/host/running/live-host.ts';
import type { MachineRecord } from '../../../core/machine/project-record.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Step } from '../../../core/session/session.ts';
import { newSession, sessionOn } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { ok, type Refusal, type Result } from '../../../core/text/result.ts';
import { planConnection } from '../host/edits-across.ts';
import { mainFileOf } from '../host/page-stack.ts';
import type { ProjectInput } from '../import/project-input.ts';
import { openingOptions, withKeptSwitches } from '../session/file-options.ts';
import type { FileMessage } from '../session/message.ts';
import { createOperationPreviews, type OperationPreviews } from '../session/operation-previews.ts';
import { createCommit, quietTime } from './commit.ts';
import { type Edited, edit, editAcross, editStack, plannedOn, type StackCommand } from './edit.ts';
import { unfoldMachine, withRecord } from './fleet.ts';
import { editBeside, editFleet } from './fleet-edits.ts';
import { moved } from './history.ts';
import { applyReading, drawRunning } from './live.ts';
import { addStacks, closeAll, openHost, openProject } from './open.ts';
import { openFleet } from './open-fleet.ts';
import type { OpenedFleet } from './opened-fleet.ts';
import type { OpenedHost } from './opened-stacks.ts';
import { optionsOfHost, projectOptions } from './opening-options.ts';
import { withBeside, withOptions, withRules, withSchema } from './settings.ts';
import { unfold } from './unfold.ts';
import { firstState, isFleetWork, isHostWork, shownStack, type WorkState } from './work-state.ts';

/** The open work of the page, and the actions on it. */
export interface WorkStore
  extends StoreApi<WorkState>,
    Pick<OperationPreviews, 'preview' | 'previewInTasks'> {
  /** Opens a project in place of the open work, with the edits in `work` applied; returns a message when a file is unreadable. */
  openProject(project: ProjectInput, work?: readonly StackCommand[]): FileMessage | null;
  /** Opens a project that is already read and analysed; `analysis` is null when it was unreadable. */
  adopt(workspace: Workspace, project: ProjectInput, analysis: Analysis | null): void;
  /** Opens a host in place of the open work; all its stacks are folded. */
  openHost(host: OpenedHost): void;
  /** Opens a fleet in place of the open work; all its machines are folded. */
  openFleet(fleet: OpenedFleet, options: ReachOptions): void;
  /** Unfolds a machine of the fleet, which becomes the open host; null folds it. */
  unfoldMachine(name: string | null): void;
  /** Carries out operations on stacks of machines, and edits of the fleet's file, as one undo step; refused as a whole when one of them is refused. */
  operateFleet(edits: readonly FleetEdit[], label: string): Refusal | null;
  /** Takes another text of the record of a machine of the fleet. */
  takeRecord(record: MachineRecord): void;
  /** Adds stacks to the open host and skips those whose main file is already open. Returns the names of the skipped files. */
  addStacks(host: Omit<OpenedHost, 'name'>): readonly string[];
  /** Restores the work that was open before. */
  restorePrevious(): void;
  /** Closes everything. */
  close(): void;
  /** Unfolds a stack of the host, which becomes the drawn project; null folds all. */
  unfold(id: string | null): void;
  /** Unfolds a stack that runs differently from its files and draws it as it runs, read-only; null draws the files again. */
  showRunning(id: string | null): void;
  /** Applies a new reading of the running containers. Does nothing when the host is not followed. */
  setLive(live: LiveHost): void;

  /**
   * Carries out a command on the drawn project; without one, an edit starts a design from the template. Sets `refusal` when it is refused.
   */
  dispatch(command: StackCommand): Step;
  /** Carries out operations as one undo step, by their preview if nothing has changed since. */
  operate(operations: readonly Operation[], label: string): Step;
  /** Carries out a command on the files of one stack, drawn or not; null when it is closed. */
  dispatchTo(key: string, command: StackCommand): Step | null;
  /** Carries out operations on several stacks as one undo step; refused as a whole when one of them is refused. */
  operateAcross(edits: readonly StackEdit[], label: string): Refusal | null;
  /** Connects a service to a network of another stack; returns the stack to start first, if any. */
  connect(id: string, service: string, network: string): Result<string | null>;
  /** Undoes the last step in whichever stack, and unfolds that stack; returns the step's label. */
  undo(): string | null;
  /** Redoes the last undone step; returns its label. */
  redo(): string | null;

  /** Predicts with other options; all but profiles and the project's name hold for every stack, and those two stay when they are absent. */
  setOptions(options: HostOptions & Partial<ReachOptions>): void;
  /** Checks the open projects by these rules from now on. */
  setRules(book: RuleBook): void;
  /** Checks the open files against the schema from now on. */
  setSchema(schema: SchemaCheck): void;
  /** Reads the configuration of proxies from now on. */
  setBeside(beside: AdjacentFiles): void;
  /** Keeps files of variables for the next project, in place of earlier ones. */
  keepVariables(texts: ReadonlyMap<string, string>): void;
  setMessage(message: FileMessage | null): void;
  setReading(reading: WorkState['reading']): void;
  dismissRefusal(): void;
}

/** Creates a store with nothing open, whose projects are checked by the rules of `book`. */
export function createWorkStore(book: RuleBook): WorkStore {
  const store = createStore<WorkState>()(() => firstState(book));
  const { getState: get } = store;
  const previews = createOperationPreviews(() => plannedOn(get()));
  const commit = createCommit(store);

  function commitEdit({ state, step: done }: Edited): Step {
    if (state !== get()) commit(state, quietTime);
    return done;
  }

  const previewed = (command: StackCommand) =>
    command.type === 'operate' ? previews.known(command.operations) : null;

  const dispatch = (command: StackCommand): Step => commitEdit(edit(get(), command, previewed(command)));

  function dispatchTo(key: string, command: StackCommand): Step | null {
    const state = get();
    const stack = state.stacks.find((each) => each.key === key);
    if (stack === undefined) {
      const edited = isFleetWork(state) ? editBeside(state, key, command) : null;
      return edited && commitEdit(edited);
    }
    const known = key === state.shown ? previewed(command) : null;
    return commitEdit(editStack(state, stack, command, known));
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
    openFleet: (fleet, options) => commit(openFleet(get(), fleet, options)),
    unfoldMachine(name) {
      const state = get();
      if (isFleetWork(state) && name !== state.fleet.machine) commit(unfoldMachine(state, name));
    },
    operateFleet(edits, label) {
      const state = get();
      if (!isFleetWork(state)) return null;
      const after = editFleet(state, edits, label);
      if (!after.ok) return after.error;
      commit(after.value);
      return null;
    },
    takeRecord(record) {
      const state = get();
      if (isFleetWork(state)) commit(withRecord(state, record), quietTime);
    },
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
      if ('machines' in previous) commit(openFleet(state, previous, withKeptSwitches(options, undefined)));
      else if ('engine' in previous) commit(openHost(state, previous, optionsOfHost(state, previous)));
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
      if (isHostWork(state)) commit(drawRunning(state, id));
    },
    setLive(live) {
      const state = get();
      if (isHostWork(state) && state.host.live !== null) commit(applyReading(state, live));
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
      const plan = planConnection(host, id, service, network);
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
      commit(withOptions(get(), { profiles, project, ...options }), quietTime);
    },
    setRules: (book) => commit(withRules(get(), book)),
    setSchema: (schema) => commit(withSchema(get(), schema), quietTime),
    setBeside: (beside) => commit(withBeside(get(), beside), quietTime),
    keepVariables: (variables) => store.setState({ variables }),
    setMessage: (message) => store.setState({ message }),
    setReading: (reading) => store.setState({ reading }),
    dismissRefusal: () => store.setState({ refusal: null, refused: null }),
  };
}
