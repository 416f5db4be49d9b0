import type { Session, Step } from '../../../core/session/session.ts';
import type { StackCommand } from '../work/edit.ts';

// Where an open file is kept, behind one interface: a file of the browser's File System Access, or the server of `bulkhead open`.
// A home moves bytes; what to do about a change on both sides is decided by its callers.

/** A text as it was read, and the mark by which its home knows that state again. Equal versions mean equal bytes. */
export interface HomeText {
  readonly text: string;
  readonly version: string;
}

/** The version of a file that is not there yet: writing it there makes the file, and never over another. */
export const notThere = '';

/** The version of a file that the page did not read: it is read before it is written. */
export const unread = '?';

/** What became of a write. `changed`: nothing was written, since the file is no longer at the version given; `now` is what it holds. */
export type WriteOutcome =
  | { readonly kind: 'saved'; readonly version: string }
  | { readonly kind: 'changed'; readonly now: HomeText }
  | { readonly kind: 'refused'; readonly why: string };

/** One file and its place. Expected failures are values; a rejected promise is a place that cannot be reached at all. */
export interface FileHome {
  /** The file's name in the session. */
  readonly file: string;
  read(): Promise<HomeText>;
  /** Writes `text` only where the file is still at `version`. */
  write(text: string, version: string): Promise<WriteOutcome>;
  /** Calls `listener` after each change of the file, also the ones of `write`; returns how to stop. */
  watch(listener: (now: HomeText) => void): () => void;
}

/** The work that a file belongs to, looked up anew each time: the open project, or one stack of a host. */
export interface WorkSource {
  getState(): { readonly session: Session | null; readonly opening: number };
  dispatch(command: StackCommand): Step;
}
