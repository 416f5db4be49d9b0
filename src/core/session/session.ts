// A working session on the files of a project: the workspace, what it was when opened, and one history for everything a
// person does. Types only; `step.ts` is the reducer, `preview.ts` asks what an operation would do.

import type { Operation } from '../compose/operations/operation.ts';
import type { SchemaCheck } from '../compose/schema/schema-check.ts';
import type { Steps } from '../compose/steps.ts';
import type { AdjacentFiles } from '../compose/workspace/adjacent-files.ts';
import type { WorkspaceChange, Writing } from '../compose/workspace/plan/writing.ts';
import type { FileEdits } from '../compose/workspace/update-workspace.ts';
import type { Workspace, WorkspaceInput } from '../compose/workspace/workspace.ts';
import type { Finding } from '../findings/finding.ts';
import type { Need } from '../needs/needs.ts';
import type { ConnectivityDiff } from '../reach/diff/diff-connectivity.ts';
import type { Analysis } from '../rules/analyze.ts';
import type { Edits } from '../text/edit.ts';
import type { Refusal, Result } from '../text/result.ts';
import type { Note } from './notes/note.ts';

/** One undo step. `inverse` applies to the texts after `edits`. */
export interface HistoryEntry {
  readonly label: string;
  readonly edits: FileEdits;
  readonly inverse: FileEdits;
  /** The time of typing in milliseconds, null for other edits. Typing without a pause is one step. */
  readonly typedAt: number | null;
  /** The operations of the step, to be repeated on another version of the files; empty for typing. */
  readonly operations: readonly Operation[];
}

export interface Session {
  readonly workspace: Workspace;
  /** The workspace as it was opened; changes are measured against it. */
  readonly opened: Workspace;
  readonly writing: Writing;
  readonly undo: readonly HistoryEntry[];
  readonly redo: readonly HistoryEntry[];
  readonly revision: number;
  /** The reason why the session is read-only, as a sentence without its full stop; absent where it may be edited. */
  readonly readOnly?: string;
}

export type Command =
  | { readonly type: 'load'; readonly input: WorkspaceInput }
  | {
      readonly type: 'operate';
      readonly operations: readonly Operation[];
      readonly label: string;
      /** The plan of these operations on this same session from a preview; absent where they have to be planned. */
      readonly planned?: Result<WorkspaceChange>;
    }
  | {
      readonly type: 'edit-text';
      readonly file: string;
      readonly edits: Edits;
      readonly label: string;
      /** The time of typing in milliseconds; absent for other edits. */
      readonly typedAt?: number;
    }
  /** Provides more texts, such as files that were missing. */
  | { readonly type: 'add-files'; readonly texts: ReadonlyMap<string, string> }
  /** Provides files of variables from outside, by their names in the project. */
  | { readonly type: 'set-variables'; readonly texts: ReadonlyMap<string, string> }
  /** Provides the schema of Compose, which is fetched after the first card is shown. */
  | { readonly type: 'set-schema'; readonly schema: SchemaCheck }
  /** Provides the readers of proxy configuration, which are fetched for projects with a proxy. */
  | { readonly type: 'set-beside'; readonly beside: AdjacentFiles }
  /** Sets the files to merge and their order; changes no text. */
  | { readonly type: 'set-order'; readonly order: readonly string[] }
  /** Provides the texts of files at their homes, after saving or a change there: changes are measured against them. Edits nothing. */
  | { readonly type: 'set-opened'; readonly texts: ReadonlyMap<string, string> }
  /** Sets the file that later edits go to; changes no text. */
  | { readonly type: 'write-to'; readonly writing: Writing }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' };

/** The result of a command: the next session with the edits that led there, or the refusal. */
export interface Step {
  readonly session: Session;
  readonly applied: FileEdits;
  readonly refused: Refusal | null;
}

/** Returns the connections across the stacks of a host that open or close when one stack becomes `workspace`. */
export type AcrossStacks = (workspace: Workspace) => Steps<ConnectivityDiff>;

/** The effects of an operation that are shown before it is applied. */
export interface Preview extends WorkspaceChange {
  readonly analysis: Analysis;
  readonly delta: ConnectivityDiff;
  /** The connections across the stacks of the host that open or close, as `STACK/SERVICE`; null for a project by itself. */
  readonly across: ConnectivityDiff | null;
  readonly needsBroken: readonly Need[];
  readonly findingsGained: readonly Finding[];
  readonly findingsGone: readonly Finding[];
  /**
   * Effects that neither connections nor findings show: removed addresses, ports that clash or leave the host, localhost that leads
   * elsewhere.
   */
  readonly notes: readonly Note[];
}
