// What the page gets of the project when it starts: as much as it needs to open it like the command would, and no variable
// of this machine that the files do not name.

import { lstatSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { overrideNameFor } from '../../core/compose/environment/default-names.ts';
import { envFileOf } from '../../core/compose/environment/dot-env.ts';
import { CallFailure } from '../call-failure.ts';
import { type OpenedFiles, openFiles } from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import { type ReadAs, readAs } from '../input/read-as.ts';
import type { Io } from '../io.ts';
import { type BoundFile, type BoundText, readBoundFile } from './bound-file.ts';
import type { LiveSource } from './live-source.ts';

export interface ProjectState {
  /** Every file that the page may name: those of the project, the override that it may begin, and the file of variables. */
  readonly files: readonly BoundFile[];
  /** Those of the project as they were read, in the same order; null for one that is not there. */
  readonly texts: readonly (BoundText | null)[];
  /** All but the texts, which are read anew for each page. */
  readonly about: ReadAs & {
    readonly version: 1;
    readonly folder: string;
    /** How `serve` shows it; absent for `open`. */
    readonly server?: { readonly readOnly: boolean };
  };
  /** The stacks of a host and what is theirs; absent for one project. */
  readonly host?: ServedHost;
  /** What runs, where the host is followed; absent where files alone are served. */
  readonly live?: LiveSource;
}

/** What the page gets of a host beside its files. */
export interface ServedHost {
  readonly name: string;
  /** What could not be read, in words. */
  readonly failed: readonly string[];
  /** Text of `bulkhead.yaml`; null without one. */
  readonly file: string | null;
  readonly stacks: readonly ServedStack[];
}

/** One stack of a host: its files by name, those that it may begin by number. */
export interface ServedStack
  extends Pick<ProjectState['about'], 'order' | 'environment' | 'profiles' | 'folder'> {
  /** POSIX path of its folder from the one that is served; `.` for that itself. */
  readonly dir: string;
  readonly files: readonly string[];
  readonly begins: number | null;
  readonly variables: number | null;
}

/** Reads the project of `order`; text that cannot be read as Compose is no failure here, since the page is where it is mended. */
export async function readProjectState(
  io: Io,
  order: readonly string[],
  options: ProjectOptions,
): Promise<ProjectState> {
  if (order.includes('-')) throw new CallFailure('-: standard input cannot be saved back. Name a file.');
  return boundProject(io, order, await openFiles(io, order, options), options);
}

/** The project of files that were read already; their texts are taken as they are now. */
export function boundProject(
  io: Io,
  order: readonly string[],
  { workspace, environment, profiles }: OpenedFiles,
  options: ProjectOptions,
): ProjectState {
  const main = resolve(io.cwd, order[0] ?? 'compose.yaml');
  const compose = new Set(workspace.files.map(({ document }) => document.file));
  const files: BoundFile[] = [];
  const texts: BoundText[] = [];
  for (const name of workspace.input.texts.keys()) {
    const path = resolve(io.cwd, name);
    const file = { name, path, writable: compose.has(name), mayBegin: false, onDemand: false };
    const text = readBoundFile(file);
    if (text === null) throw new CallFailure(`${name}: cannot be read. Check the file.`);
    files.push(file);
    texts.push(text);
  }
  const override = newOverride(io, order[0] ?? 'compose.yaml', files);
  if (override !== null) files.push(override);
  const variables = options.envFile.length > 0 ? null : variableFile(io, order, files);
  if (variables !== null) files.push(variables);
  const read = readAs(
    order,
    texts.map(({ text }) => text),
    environment,
    profiles,
    options,
  );
  return { files, texts, about: { version: 1, ...read, folder: basename(dirname(main)) } };
}

/** The override that Compose would find beside the main file; null where something of that name is there. */
function newOverride({ cwd }: Io, main: string, files: readonly BoundFile[]): BoundFile | null {
  if (!/\.ya?ml$/i.test(main)) return null;
  const name = overrideNameFor(main);
  const path = resolve(cwd, name);
  if (files.some((file) => file.path === path)) return null;
  // A link that leads nowhere is there, too.
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return null;
  return { name, path, writable: true, mayBegin: true, onDemand: false };
}

/** The `.env` that Compose reads beside the main file, whether it is there or not; null where something else has its name. */
function variableFile({ cwd }: Io, order: readonly string[], files: readonly BoundFile[]): BoundFile | null {
  const name = envFileOf({ order });
  const path = resolve(cwd, name);
  if (files.some((file) => file.path === path)) return null;
  const mayBegin = lstatSync(path, { throwIfNoEntry: false }) === undefined;
  const file = { name, path, writable: true, mayBegin, onDemand: true };
  return mayBegin || readBoundFile(file) !== null ? file : null;
}
