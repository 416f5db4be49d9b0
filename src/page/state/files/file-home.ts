import type { Session, Step } from '../../../core/session/session.ts';
import type { StackCommand } from '../work/edit.ts';

// Where an open file is kept, behind one interface: a file of the browser's File System Access, or the server of `bulkhead open`.
// A home moves bytes; what to do about a change on both sides is decided by its callers.

/** A text as read, with the version of its home. Equal versions mean equal bytes. */
export interface HomeText {
  readonly text: string;
  readonly version: string;
}

/** The version of a file that does not exist yet: a write creates it, and never overwrites another. */
export const missingVersion = '';

/** The version of a file that the page has not read: it is read before the first write. */
export const unreadVersion = '?';

/** The outcome of a write. `changed`: nothing was written, since the file has another version now; `now` is its current text. */
export type WriteOutcome =
  | { readonly kind: 'saved'; readonly version: string }
  | { readonly kind: 'changed'; readonly now: HomeText }
  | { readonly kind: 'refused'; readonly why: string };

/** One file and its location. Expected failures are values; a rejected promise means that the location is unreachable. */
export interface FileHome {
  /** The name of the file in the session. */
  readonly file: string;
  read(): Promise<HomeText>;
  /** Writes `text` if the file still has this version. */
  write(text: string, version: string): Promise<WriteOutcome>;
  /** Calls `listener` after each change of the file, including those by `write`; returns a function that stops it. */
  watch(listener: (now: HomeText) => void): () => void;
}

/** The work that a file belongs to: the open project, or one stack of a host. */
export interface WorkSource {
  getState(): { readonly session: Session | null; readonly opening: number };
  dispatch(command: StackCommand): Step;
}
