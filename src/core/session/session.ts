// A working session on one file: the document, what it was when opened, and one history for everything a person does.
// Types only; `step.ts` is the reducer, `preview.ts` asks what an operation would do.

import type { Analysis } from '../analysis/analyze-document.ts';
import type { ConnectivityDiff } from '../analysis/diff-connectivity.ts';
import type { Finding } from '../analysis/finding.ts';
import type { Need } from '../analysis/needs.ts';
import type { ComposeDocument } from '../compose/document.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Edits } from '../text/edit.ts';
import type { Refusal } from '../text/result.ts';
import type { Note } from './notes/note.ts';

/** One undo step. `inverse` applies to the text after `edits`. */
export interface HistoryEntry {
  readonly label: string;
  readonly edits: Edits;
  readonly inverse: Edits;
}

export interface Session {
  readonly document: ComposeDocument;
  /** The text as it was opened; what 'changed' means. */
  readonly opened: string;
  readonly undo: readonly HistoryEntry[];
  readonly redo: readonly HistoryEntry[];
  readonly revision: number;
}

export type Command =
  | { readonly type: 'load'; readonly file: string; readonly text: string }
  | { readonly type: 'operate'; readonly operations: readonly Operation[]; readonly label: string }
  | { readonly type: 'edit-text'; readonly edits: Edits; readonly label: string }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' };

/** What a command did: the next session, the edits that led there, or why nothing happened. */
export interface Step {
  readonly session: Session;
  readonly applied: Edits;
  readonly refused: Refusal | null;
}

/** Everything a person is told before an operation is carried out. */
export interface Preview {
  readonly edits: Edits;
  readonly document: ComposeDocument;
  readonly analysis: Analysis;
  readonly delta: ConnectivityDiff;
  readonly needsBroken: readonly Need[];
  readonly findingsGained: readonly Finding[];
  readonly findingsGone: readonly Finding[];
  /** What neither connections nor findings tell: addresses that go, ports that clash or leave the host, localhost that means another. */
  readonly notes: readonly Note[];
}
