// Everything that the editor asks of the page. One adapter connects it to the stores; the editor itself imports none of them.

import type { ProjectNames } from '../../../core/language/complete/project-names.ts';
import type { Edits } from '../../../core/text/edit.ts';

/** A fix offered at a place of the text. */
interface EditorAction {
  readonly name: string;
  run(): void;
}

/** A problem or finding about a part of the active file's text; offsets are the session's. */
export interface EditorDiagnostic {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** The rule's id; absent for a problem of the file as such. */
  readonly source: string | null;
  readonly actions: readonly EditorAction[];
}

export interface EditorSpan {
  readonly from: number;
  readonly to: number;
}

/** The state that the editor follows. Each field keeps its identity until its meaning changes. */
export interface EditorHostState {
  readonly file: string;
  readonly text: string;
  readonly opened: string;
  /** True when the file is locked: its text is read-only. */
  readonly locked: boolean;
  /** An object that changes with the analysis of the text, after which diagnostics and names are requested again. */
  readonly knowledge: object;
  /** The selection of the page, or the finding whose path is drawn over the picture. */
  readonly selection: object;
  /** A line to bring into view (1-based); each request is a new value. */
  readonly line: { readonly line: number } | null;
}

export interface EditorHost {
  state(): EditorHostState;
  /** Calls back after any change of `state`. */
  subscribe(listener: () => void): () => void;
  /** Applies typed edits to the active file's text. */
  applyTyping(edits: Edits): void;
  undo(): void;
  redo(): void;
  diagnostics(): readonly EditorDiagnostic[];
  /** Returns the places of the page's selection, or of the drawn path, in the active file. */
  selected(): readonly EditorSpan[];
  /** Selects the item at an offset, or nothing. */
  selectAt(offset: number): void;
  names(): ProjectNames;
}
