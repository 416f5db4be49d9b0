// The open files of one project: each keeps its own text, the model is what Compose reads from all of them together.
// Types only; `open-workspace.ts` makes one, `update-workspace.ts` follows edits.

import type { Path } from '../../yaml/tree.ts';
import type { ComposeDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { SchemaCheck } from '../schema/schema-check.ts';
import type { Topology } from '../topology.ts';
import type { Beside } from './beside.ts';

/** `main`: named first. `override`: merged over it, in order. `included` and `extended`: read because another file says so. */
export type FileRole = 'main' | 'override' | 'included' | 'extended';

export interface WorkspaceFile {
  readonly document: ComposeDocument;
  readonly role: FileRole;
  /** The folder that its paths are relative to: the project's, that of its `include`, or for an extended file its own. */
  readonly folder: string;
}

/** A file that another one names and that is not at hand: its content is unknown. */
export interface MissingFile {
  readonly file: string;
  readonly kind: 'include' | 'extends' | 'env-file';
  /** The file that names it. */
  readonly by: string;
  /** An environment file beside an included one may well be absent. */
  readonly optional: boolean;
  /** Which file is meant depends on a variable without a value. */
  readonly open: boolean;
  /** Of a file of variables: the included files that read them. Absent for others. */
  readonly readers?: readonly string[];
  /** The path at which it is named. */
  readonly at: Path;
}

/** One file that has an entity; of several layers the last one wins. */
export interface Layer {
  readonly document: ComposeDocument;
  /** The key in that file: a service that is extended has another name there. */
  readonly name: string;
}

/** What a workspace is made from. File names are POSIX paths, relative to one place or absolute; texts by name. */
export interface WorkspaceInput {
  /** The files of the project in order of merging; never empty. */
  readonly order: readonly string[];
  /** Every text at hand, also of files that may be included or extended, and of environment files. */
  readonly texts: ReadonlyMap<string, string>;
  /** Values for interpolation. */
  readonly environment: ReadonlyMap<string, string>;
  /** The schema of Compose; absent or null while it is not at hand. */
  readonly schema?: SchemaCheck | null;
  /** Name of the folder that holds the main file, from which a project without a name has its own; absent or null where it is not known. */
  readonly folder?: string | null;
  /** Files that were looked for and are not there, which Compose refuses; nothing is known of any other text that is not at hand. */
  readonly absent?: ReadonlySet<string>;
  /** What stands beside the compose files; absent or null where it is not at hand, or is read for a whole host together. */
  readonly beside?: Beside | null;
}

/** All fields are values; an update makes a new one and shares what did not change. */
export interface Workspace {
  readonly input: WorkspaceInput;
  /** Main file, overrides in order, then included and extended ones by first use. Never empty. */
  readonly files: readonly WorkspaceFile[];
  readonly topology: Topology;
  /** True while the text of a file cannot be read; `topology` is then older than the text. */
  readonly stale: boolean;
  /** True when no model was ever read. */
  readonly empty: boolean;
  /** Of all files; with several of them every path is made by `inFile` or leads into the merged model. */
  readonly problems: readonly Problem[];
  readonly missing: readonly MissingFile[];
  /** The layers of a service or network (`service:web`), where there are others than its own entry in the main file. */
  readonly layers: ReadonlyMap<string, readonly Layer[]>;
}
