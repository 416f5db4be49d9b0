import type { ProjectName } from '../../../core/compose/environment/project-name.ts';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import type { Beside } from '../../../core/compose/workspace/beside.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { AcrossStacks, Command, Preview, Session, Step } from '../../../core/session/session.ts';
import type { Refusal, Result } from '../../../core/text/result.ts';
import type { LeftOut, ProjectInput } from '../import/project-input.ts';
import type { FileMessage } from './message.ts';

/** A structural edit that was refused, with its operations: a choice of the refusal is carried out in their place. */
export interface RefusedEdit {
  readonly refusal: Refusal;
  readonly operations: readonly Operation[];
  readonly label: string;
}

/** A stack of a host as it becomes the open project. */
export interface ShownStack {
  readonly session: Session;
  readonly analysis: Analysis | null;
  readonly options: ReachOptions;
  readonly folder: string | null;
}

/**
 * The open file and everything derived from it. While `session` is null nothing is open, and the canvas shows the lanes of the template.
 */
export interface SessionState {
  readonly session: Session | null;
  /**
   * The analysis that is drawn: of the last text that could be read, so it may be older than `session.workspace` (`workspace.stale`), or
   * of the file before. While it is null nothing was ever read, and `templateProject()` is drawn.
   */
  readonly analysis: Analysis | null;
  /** The session that an unreadable file replaced, or that was replaced while it held changes: opening another file loses nothing. */
  readonly previous: Session | null;
  /** Counts what was opened: while it stays the same, the session is work on one project. */
  readonly opening: number;
  readonly options: ReachOptions;
  /** The schema of Compose; null until it was fetched. */
  readonly schema: SchemaCheck | null;
  /** What reads the configuration of proxies; null until something is a proxy and it was fetched. */
  readonly beside: Beside | null;
  /** Where the project's name comes from; its name is in the options. */
  readonly nameFrom: ProjectName['from'];
  /** Name of the folder of the main file; null where it is not seen. */
  readonly folder: string | null;
  /** What the link that it was opened from left out; null where it is the files themselves. */
  readonly left: LeftOut | null;
  /** The same of `previous`. */
  readonly previousLeft: LeftOut | null;
  /** Files of variables that came while nothing was open, by name: for the project that is opened next. */
  readonly variables: ReadonlyMap<string, string>;
  /** Why the last edit was refused. */
  readonly refusal: Refusal | null;
  readonly refused: RefusedEdit | null;
  /** The last problem with a file as a whole. */
  readonly message: FileMessage | null;
  /** Whether the analysis is older than the text for now: that of a large project is worked out in short tasks. */
  readonly analyzing: boolean;
  /** What is known of the other stacks of its host; null where the open project stands alone. */
  readonly within: AcrossStacks | null;
  /** A large file that is being read; what is open stays meanwhile. */
  readonly reading: { readonly file: string; cancel(): void } | null;

  /** Checks what is open against the schema from now on. */
  setSchema(schema: SchemaCheck): void;
  /** Reads the configuration of proxies from now on. */
  setBeside(beside: Beside): void;
  /** Opens a project in place of what is open, with `work` already done on it; subscribers see one new state. */
  open(project: ProjectInput, work?: readonly Command[]): Session;
  /** Opens a project that was read and analysed already; null where it could not be read. */
  adopt(workspace: Workspace, project: ProjectInput, analysis: Analysis | null): void;
  /**
   * Makes the session of a stack the open one, with all that was done to it; null: all stacks are folded and none is open. Where the
   * host is opened by that (`begins`), the project that was open before becomes the previous one if it holds changes.
   */
  showStack(stack: ShownStack | null, begins?: boolean): void;
  /**
   * Sets what is known of the host around the open stack, with the stack's analysis where the host already made one of the same
   * workspace.
   */
  setWithin(within: AcrossStacks | null, analysis: Analysis | null): void;
  /** Carries out a command; without an open file, an edit begins one from the template. */
  dispatch(command: Command): Step;
  /**
   * Carries out operations as one undo step; sets `refusal` when they are refused. What was previewed of this very list is what
   * is carried out, where nothing has changed since.
   */
  operate(operations: readonly Operation[], label: string): Step;
  /** Returns what operations would do; changes nothing. The result is cached with the list of operations. */
  preview(operations: readonly Operation[]): Result<Preview>;
  /** The same in short tasks, for what is shown while a person goes on working; null where `signal` came first. */
  previewInTasks(operations: readonly Operation[], signal: AbortSignal): Promise<Result<Preview> | null>;
  /** Leaves the page with nothing open. */
  close(): void;
  /** Goes back to the session that an unreadable file replaced. */
  restorePrevious(): void;
  /** Predicts for another engine, profile or daemon setting. */
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
