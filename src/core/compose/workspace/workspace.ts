// The open files of one project: each keeps its own text, the model is what Compose reads from all of them together.
// Types only; `open-workspace.ts` makes one, `update-workspace.ts` follows edits.

import type { Path } from '../../yaml/tree.ts';
import type { ComposeDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { SchemaCheck } from '../schema/schema-check.ts';
import type { Topology } from '../topology.ts';
import type { AdjacentFiles } from './adjacent-files.ts';

/**
 * The role of a file. `main`: named first. `override`: merged over it, in order. `included` and `extended`: read because another file names
 * it.
 */
export type FileRole = 'main' | 'override' | 'included' | 'extended';

export interface WorkspaceFile {
  readonly document: ComposeDocument;
  readonly role: FileRole;
  /** The folder that the file's paths are relative to: the project's, that of its `include`, or for an extended file its own. */
  readonly folder: string;
}

/** A file that another one names and that is not available, so that its content is unknown. */
export interface MissingFile {
  readonly file: string;
  readonly kind: 'include' | 'extends' | 'env-file';
  /** The file that names the missing one. */
  readonly by: string;
  /** True for an environment file beside an included one, which may be absent. */
  readonly optional: boolean;
  /** True when a variable without a value leaves open which file is meant. */
  readonly open: boolean;
  /** For an environment file, the included files that read it; absent for others. */
  readonly readers?: readonly string[];
  /** The path of the reference. */
  readonly at: Path;
}

/** A file that contains an entity; of several layers the last one takes precedence. */
export interface Layer {
  readonly document: ComposeDocument;
  /** The key in that file: an extended service has another name there. */
  readonly name: string;
}

/** The input of a workspace. File names are POSIX paths, relative to one place or absolute; texts are by name. */
export interface WorkspaceInput {
  /** The files of the project in merge order; never empty. */
  readonly order: readonly string[];
  /** Every available text, also of files that may be included or extended, and of environment files. */
  readonly texts: ReadonlyMap<string, string>;
  /** The values for interpolation. */
  readonly environment: ReadonlyMap<string, string>;
  /** The schema of Compose; absent or null until it is loaded. */
  readonly schema?: SchemaCheck | null;
  /** The name of the folder with the main file, which names a project without a name of its own; absent or null when unknown. */
  readonly folder?: string | null;
  /** The files that were looked for and do not exist, which Compose refuses; any other unavailable text is unknown. */
  readonly absent?: ReadonlySet<string>;
  /** The files beside the compose files; absent or null when they are not available, or are read for a whole host together. */
  readonly beside?: AdjacentFiles | null;
}

/** A project's files with their model. All fields are values; an update creates a new workspace that shares everything unchanged. */
export interface Workspace {
  readonly input: WorkspaceInput;
  /** The main file, overrides in order, then included and extended ones by first use. Never empty. */
  readonly files: readonly WorkspaceFile[];
  readonly topology: Topology;
  /** True while the text of a file cannot be parsed; `topology` is then older than the text. */
  readonly stale: boolean;
  /** True when no model was ever read. */
  readonly empty: boolean;
  /** The problems of all files; with several files every path is made by `inFile` or leads into the merged model. */
  readonly problems: readonly Problem[];
  readonly missing: readonly MissingFile[];
  /** The layers of a service or network (`service:web`) that has others than its own entry in the main file. */
  readonly layers: ReadonlyMap<string, readonly Layer[]>;
}
