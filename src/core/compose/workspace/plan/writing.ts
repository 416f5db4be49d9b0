// The files that edits may be written to, and a change of them.

import type { FileEdits } from '../update-workspace.ts';
import type { Workspace } from '../workspace.ts';

/** A verified change of some files, and the workspace after it. */
export interface WorkspaceChange {
  readonly edits: FileEdits;
  readonly workspace: Workspace;
}

/**
 * The files to write. `into`: the override that receives every edit; null: the file that owns the fact. `locked` files are never changed.
 */
export interface Writing {
  readonly into: string | null;
  readonly locked: ReadonlySet<string>;
}

/** The default: every file may be written, and edits go to the file that owns the fact. */
export const writeToOwner: Writing = { into: null, locked: new Set() };
