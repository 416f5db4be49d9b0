import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import type { Beside } from '../../../core/compose/workspace/beside.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Preview, Session, Step } from '../../../core/session/session.ts';
import type { Result } from '../../../core/text/result.ts';
import type { LeftOut, ProjectInput } from '../import/project-input.ts';
import type { StackCommand } from '../work/edit.ts';
import type { View } from '../work/view.ts';
import type { Drawn, WorkState } from '../work/work-state.ts';
import type { FileMessage } from './message.ts';

export type SessionStore = View<SessionState>;

/**
 * The open project and everything derived from it: a project by itself, or the unfolded stack of a host. A view of the work store. While
 * `session` is null none is open, and the canvas shows the lanes of the template.
 */
export interface SessionState
  extends Drawn,
    Pick<WorkState, 'schema' | 'beside' | 'variables' | 'reading' | 'history'> {
  readonly session: Session | null;
  /** The project by itself that was replaced, as `canRestore` says; null where a host was. */
  readonly previous: Session | null;
  /** Whether what was open before can be brought back: what an unreadable file replaced, or what was worked on. */
  readonly canRestore: boolean;
  /** Counts what was opened or unfolded: while it stays the same, the session is work on one project. */
  readonly opening: number;
  /** Name of the folder of the main file; null where it is not seen. */
  readonly folder: string | null;
  /** What the link that it was opened from left out; null where it is the files themselves. */
  readonly left: LeftOut | null;
  /** The same of `previous`. */
  readonly previousLeft: LeftOut | null;

  /** Keeps files of variables for the project that is opened next, in place of those that were kept. */
  keepVariables(texts: ReadonlyMap<string, string>): void;
  /** Checks what is open against the schema from now on. */
  setSchema(schema: SchemaCheck): void;
  /** Reads the configuration of proxies from now on. */
  setBeside(beside: Beside): void;
  /** The options that a project would be opened with now. */
  optionsOf(project: ProjectInput): ReachOptions;
  /** Opens a project in place of what is open, with `work` already done on it; subscribers see one new state. */
  open(project: ProjectInput, work?: readonly StackCommand[]): Session;
  /** Opens a project that was read and analysed already; null where it could not be read. */
  adopt(workspace: Workspace, project: ProjectInput, analysis: Analysis | null): void;
  /** Carries out a command; without an open file, an edit begins one from the template. Sets `refusal` when it is refused. */
  dispatch(command: StackCommand): Step;
  /** Undoes the last step, whichever stack it was made in, and unfolds that one; returns its label. */
  undo(): string | null;
  /** Likewise does again what was undone last. */
  redo(): string | null;
  /** Carries out operations as one undo step. What was previewed of them is what is carried out, where nothing has changed since. */
  operate(operations: readonly Operation[], label: string): Step;
  /** Returns what operations would do; changes nothing. The result is kept until something changes. */
  preview(operations: readonly Operation[]): Result<Preview>;
  /** The same in short tasks, for what is shown while a person goes on working; null where `signal` came first. */
  previewInTasks(operations: readonly Operation[], signal: AbortSignal): Promise<Result<Preview> | null>;
  /** Leaves the page with nothing open. */
  close(): void;
  /** Goes back to what was open before. */
  restorePrevious(): void;
  /** Predicts for another engine, profile or daemon setting; all but profiles hold for every stack. */
  setOptions(options: ReachOptions): void;
  setMessage(message: FileMessage | null): void;
  setReading(reading: SessionState['reading']): void;
  dismissRefusal(): void;
}

/**
 * Which project is open, as a number that stays the same while it is read anew (saved, with the schema, with other variables); null for
 * the template.
 */
export function openedProject({
  session,
  opening,
}: Pick<SessionState, 'session' | 'opening'>): number | null {
  return session === null ? null : opening;
}
