import type { Analysis } from '../core/analysis/analyze-document.ts';
import type { ReachOptions } from '../core/analysis/reach-model.ts';
import type { Operation } from '../core/compose/operations/operation.ts';
import type { Command, Preview, Session, Step } from '../core/session/session.ts';
import type { Refusal, Result } from '../core/text/result.ts';
import type { FileMessage } from './message.ts';

/** A structural edit that was refused, with what was tried: its choices are carried out in its place. */
export interface RefusedEdit {
  readonly refusal: Refusal;
  readonly operations: readonly Operation[];
  readonly label: string;
}

/** The open file and everything derived from it. `null` session: nothing is open, the template's lanes stand there. */
export interface SessionState {
  readonly session: Session | null;
  /**
   * The picture: derived from the last text that could be read, so it may be older than `session.document`
   * (`document.stale`), or of the file before. Null: nothing was ever read; draw `templatePicture()`.
   */
  readonly analysis: Analysis | null;
  /** The session that was replaced by an unreadable file, or while it held changes: nothing is lost by opening another. */
  readonly previous: Session | null;
  readonly options: ReachOptions;
  /** Why the last edit was refused. */
  readonly refusal: Refusal | null;
  readonly refused: RefusedEdit | null;
  /** The last problem with a file as a whole. */
  readonly message: FileMessage | null;

  /** Carries out a command; without an open file, an edit begins one from the template. */
  dispatch(command: Command): Step;
  /** Carries out operations as one undo step; sets `refusal` when they are refused. */
  operate(operations: readonly Operation[], label: string): Step;
  /** What operations would do; changes nothing. */
  preview(operations: readonly Operation[]): Result<Preview>;
  /** Goes back to the session that an unreadable file took the place of. */
  restorePrevious(): void;
  /** Predicts for another engine, profile or daemon setting. */
  setOptions(options: ReachOptions): void;
  setMessage(message: FileMessage | null): void;
  dismissRefusal(): void;
}
