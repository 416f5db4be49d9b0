// The page's host: every stack that is open, and which of them is unfolded. The unfolded one is the session store's; the others
// wait here with all that was done to them. Types only; `host-store.ts` makes one.

import type { HostAnalysis } from '../../core/host/analyze-host.ts';
import type { Session } from '../../core/session/session.ts';
import type { ProjectInput } from '../import/project-input.ts';

/** One stack on the page. Its files are named by their path from the folder that was opened: `blog/compose.yaml`. */
export interface PageStack {
  /** Its id in the analysis: `blog`, `blog#2`, `dir:a:b`. */
  readonly id: string;
  /** Its folder from the one that was opened; `.` for that itself, null for pasted text. */
  readonly dir: string | null;
  readonly project: ProjectInput;
  /** With its history; that of the unfolded stack is the session store's own. */
  readonly session: Session;
  /** Undo steps since it was opened or saved. */
  readonly unsaved: boolean;
}

export interface HostState {
  /** In the order of their folders; empty while one project alone is open. */
  readonly stacks: readonly PageStack[];
  /** What was opened: the folder's name; null for several. */
  readonly name: string | null;
  /** Of all stacks as they are now; null while there are none. */
  readonly analysis: HostAnalysis | null;
  /** The stack whose band is open; null: all are folded. */
  readonly unfolded: string | null;
  /** Files that are no part of any stack. */
  readonly leftOut: readonly string[];
  /** Folders and files that could not be read, in words with what to do. */
  readonly failed: readonly string[];

  /** Opens the band of a stack, or folds all. Its session becomes the page's; nothing that was done is lost. */
  unfold(id: string | null): void;
}
