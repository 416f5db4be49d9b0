// Everything that the editor asks of the page. One adapter connects it to the stores; the editor itself imports none of them.

import type { ProjectNames } from '../../../core/language/complete/project-names.ts';
import type { Edits } from '../../../core/text/edit.ts';

/** A fix that is offered at a place of the text. */
interface EditorAction {
  readonly name: string;
  run(): void;
}

/** A problem or finding of a stretch of the active file's text; offsets are the session's. */
export interface EditorDiagnostic {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** The rule's id, or nothing for a problem of the file as such. */
  readonly source: string | null;
  readonly actions: readonly EditorAction[];
}

export interface EditorSpan {
  readonly from: number;
  readonly to: number;
}

/** What the editor follows. Each field keeps its identity until its meaning changes. */
export interface EditorHostState {
  readonly file: string;
  readonly text: string;
  readonly opened: string;
  /** Whether the file is locked: its text can be read, not changed. */
  readonly locked: boolean;
  /** An object that changes with what is known about the text: then diagnostics and names are asked for again. */
  readonly knowledge: object;
  /** What is selected on the page, or the finding whose path is drawn over the picture. */
  readonly selection: object;
  /** A line to bring into sight (1-based); each wish is a new value. */
  readonly line: { readonly line: number } | null;
}

export interface EditorHost {
  state(): EditorHostState;
  /** Calls back after anything of `state` changed. */
  subscribe(listener: () => void): () => void;
  /** Carries out what was typed: edits of the active file's text. */
  applyTyping(edits: Edits): void;
  undo(): void;
  redo(): void;
  diagnostics(): readonly EditorDiagnostic[];
  /** Where what is selected on the page, or the path that is drawn over the picture, stands in the active file. */
  selected(): readonly EditorSpan[];
  /** Selects what stands at an offset, or nothing. */
  selectAt(offset: number): void;
  names(): ProjectNames;
}
