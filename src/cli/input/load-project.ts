// From file names to a model and the assumptions it rests on. Files of which no model can be made end here.

import { basename, dirname, resolve } from 'node:path';
import { schemaCheck } from 'virtual:compose-schema';
import { overrideNames } from '../../core/compose/discovery/default-names.ts';
import { profilesOf } from '../../core/compose/environment/profiles-of.ts';
import { type ProjectName, projectName } from '../../core/compose/environment/project-name.ts';
import { offsetPath } from '../../core/compose/offset-path.ts';
import type { Problem } from '../../core/compose/problem.ts';
import { requiredFiles } from '../../core/compose/workspace/absent-files.ts';
import { openWorkspace, withTexts } from '../../core/compose/workspace/open-workspace.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import type { ReachOptions } from '../../core/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';
import { OutsideFailure } from '../confined/held-path.ts';
import { readText } from '../disk/read-text.ts';
import type { Io } from '../io.ts';
import { listedIn } from './discover.ts';
import { findProjects, type ProjectFiles } from './find-project-files.ts';
import { loadEnvironment } from './load-environment.ts';
import { engineOptions, type ProjectOptions } from './project-options.ts';
import { withWaysBeside } from './ways-beside.ts';

export interface LoadedProject {
  readonly workspace: Workspace;
  readonly reachOptions: ReachOptions;
  readonly name: ProjectName;
}

/** Opened files whose problems are not yet reported. */
export interface OpenedFiles {
  readonly workspace: Workspace;
  readonly environment: ReadonlyMap<string, string>;
  /** The active profiles, from the options or COMPOSE_PROFILES. */
  readonly profiles: readonly string[];
}

/** Reads and merges `files` with the variables beside the first one; refuses two projects in one. */
export async function openFiles(
  io: Io,
  files: readonly string[],
  options: ProjectOptions,
): Promise<OpenedFiles> {
  const [main = 'compose.yaml'] = files;
  const environment = await environmentOf(io, main, options);
  const { projectName: given } = options;
  // Compose passes the project's name to the files as a variable.
  const seen = given === undefined ? environment : new Map([...environment, ['COMPOSE_PROJECT_NAME', given]]);
  const workspace = await withWaysBeside(io, await loadWorkspace(io, files, seen));
  const listed = listedIn(environment, options.from ?? '').map((file) => resolve(io.cwd, file));
  refuseTwoNames(workspace, options, (file) => listed.includes(resolve(io.cwd, file)));
  const profiles = options.profile.length > 0 ? options.profile : (profilesOf(environment) ?? []);
  return { workspace, environment, profiles };
}

/** Returns the variables of the project whose first file is `main`. */
export function environmentOf(
  io: Io,
  main: string,
  { from, envFile }: Pick<ProjectOptions, 'from' | 'envFile'>,
): Promise<ReadonlyMap<string, string>> {
  const beside = main === '-' ? '' : dirname(main);
  return loadEnvironment(io, from === undefined ? [beside] : [from, beside], envFile);
}

/** Loads and merges `files`. A failure names the place; `where` replaces its name. */
export async function loadProject(
  io: Io,
  files: readonly string[],
  options: ProjectOptions,
  where = '',
): Promise<LoadedProject> {
  const project = nameProject(io, files, await openFiles(io, files, options), options, where);
  const { workspace } = project;
  const unreadable = workspace.problems.filter((problem) => problem.kind === 'unreadable');
  if (unreadable.length > 0) {
    throw new CallFailure(
      unreadable.map((problem) => formatProblem(workspace, problem)),
      'no-model',
    );
  }
  for (const { file, by, optional } of workspace.missing) {
    if (!optional) io.complain(`${file}: not found; ${by} refers to it. Its content is unknown.`);
  }
  return project;
}

/** Returns the opened files with the project's name and Engine options. Unreadable text is no failure here. */
export function nameProject(
  io: Io,
  files: readonly string[],
  { workspace, environment, profiles }: OpenedFiles,
  options: ProjectOptions,
  where = '',
): LoadedProject {
  const [main = 'compose.yaml'] = files;
  const named = projectName(
    options.projectName ?? null,
    environment,
    workspace.topology.name,
    folderName(io, main),
  );
  if (!named.ok) throw new CallFailure(where + named.error.message);
  const name = named.value;
  const reachOptions: ReachOptions = { ...engineOptions(options), profiles, project: name.name };
  return { workspace, reachOptions, name };
}

/** Returns the name of the folder that holds `main`; null for standard input. */
function folderName(io: Io, main: string): string | null {
  return main === '-' ? null : basename(dirname(resolve(io.cwd, main)));
}

/** A project of a call with the folder that names it; null when files name it. */
export interface NamedProject {
  readonly dir: string | null;
  readonly files: readonly string[];
  readonly project: LoadedProject;
}

/**
 * Loads the projects that `args` name, one after the other. A folder that gives no model is reported, `failed` is called, and the others
 * are loaded. A project found below a folder is left out when another one reads its file.
 */
export async function* loadProjects(
  io: Io,
  args: readonly string[],
  options: ProjectOptions,
  failed: () => void,
): AsyncGenerator<NamedProject> {
  const report = (why: string | readonly string[]): void => {
    io.complain(why);
    failed();
  };
  const found = await findProjects(io, args, options, report);
  const further = found.length > Math.max(1, args.length) || (options.each === true && found.length > 1);
  const read = further ? await filesReadBy(io, found) : null;
  for (const { files, dir, options: own } of found) {
    if (read?.has(resolve(io.cwd, files[0] ?? ''))) continue;
    const project = await loadProject(io, files, own).catch((error: unknown) => {
      if (dir === null || !(error instanceof CallFailure)) throw error;
      report(error.lines);
      return null;
    });
    if (project !== null) yield { dir, files, project };
  }
}

/** Returns the files that projects include and extend; unreadable ones are reported later. */
async function filesReadBy(
  io: Io,
  projects: readonly ProjectFiles<ProjectOptions>[],
): Promise<ReadonlySet<string>> {
  const read = new Set<string>();
  for (const { files, options } of projects) {
    try {
      const variables = await environmentOf(io, files[0] ?? '', options);
      const { input } = await loadWorkspace(io, files, variables);
      for (const file of input.texts.keys()) if (!files.includes(file)) read.add(resolve(io.cwd, file));
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
    }
  }
  return read;
}

/**
 * Refuses files with different project names: Compose would merge them under the last name, as a stack that nobody runs. Overrides by name
 * and files of `COMPOSE_FILE` may be merged.
 */
function refuseTwoNames(
  { files, input: { order } }: Workspace,
  { merge, projectName: given }: ProjectOptions,
  isListed: (file: string) => boolean,
): void {
  if (merge === true || given !== undefined || order.every(isListed)) return;
  const named = files.flatMap(({ document: { file, topology } }) =>
    topology.name !== null && order.includes(file) && !overrideNames.includes(basename(file))
      ? [{ file, name: topology.name }]
      : [],
  );
  const [first] = named;
  const other = named.find(({ name }) => name !== first?.name);
  if (!first || !other) return;
  throw new CallFailure(
    `${first.file} is the project '${first.name}', ${other.file} is '${other.name}'. Add --merge to merge them in this order as one project named '${named.at(-1)?.name}', or give each in a call of its own.`,
  );
}

/** Formats a problem as one line, with a full stop after each sentence. */
function formatProblem(workspace: Workspace, problem: Problem): string {
  const path = problem.offset === null ? problem.path : offsetPath(problem.offset);
  const { file, line, column } = placeOf(workspace, path);
  const sentence = (text: string) => text.trim().replace(/[.:]?$/, '.');
  const advice = problem.advice === '' ? '' : ` ${sentence(problem.advice)}`;
  return `${file}:${line}:${column}: ${sentence(problem.message)}${advice}`;
}

/** Returns the workspace with a problem for each missing file that Compose requires. */
function withMissingFileProblems(io: Io, workspace: Workspace): Workspace {
  const absent = new Set(requiredFiles(workspace).filter((file) => io.kindOf(file) !== 'file'));
  const known = workspace.input.absent ?? new Set<string>();
  const same = absent.size === known.size && [...absent].every((file) => known.has(file));
  return same ? workspace : openWorkspace({ ...workspace.input, absent });
}

/** Reads `order` and the files it includes and extends; missing files stay missing. */
async function loadWorkspace(
  io: Io,
  order: readonly string[],
  environment: ReadonlyMap<string, string>,
): Promise<Workspace> {
  const texts = new Map<string, string>();
  for (const file of order) texts.set(file, await readText(io, file));
  const folder = folderName(io, order[0] ?? '');
  return withReferencedFiles(io, openWorkspace({ order, texts, environment, folder, schema: schemaCheck }));
}

/** Returns the workspace with the files it asks for and does not hold yet, read from the disk. */
export async function withReferencedFiles(io: Io, opened: Workspace): Promise<Workspace> {
  let workspace = opened;
  const unread = new Set<string>();
  for (;;) {
    const more = new Map<string, string>();
    const before = unread.size;
    for (const missing of workspace.missing) {
      // Variables are looked for when the file that reads them was found.
      const { readers = null } = missing;
      if (unread.has(missing.file) || readers?.some((file) => !workspace.input.texts.has(file))) continue;
      const text = await readReferenced(io, missing);
      if (text === unknown) {
        // Without its variables nobody knows what an included file says, either.
        for (const file of [missing.file, ...(missing.readers ?? [])]) unread.add(file);
      } else if (text !== null) more.set(missing.file, text);
    }
    if (more.size === 0 && unread.size === before) return withMissingFileProblems(io, workspace);
    const { input } = workspace;
    const texts = [...input.texts, ...more].filter(([file]) => !unread.has(file));
    workspace =
      texts.length < input.texts.size + more.size
        ? openWorkspace({ ...input, texts: new Map(texts) })
        : withTexts(workspace, more);
  }
}

/** The content of a file is unknown, although the file may exist. */
const unknown = Symbol('unknown');

/** Returns the text of a file that another one asks for; null when it does not exist. */
async function readReferenced(
  io: Io,
  { file, by }: Workspace['missing'][number],
): Promise<string | null | typeof unknown> {
  try {
    return io.kindOf(file) === 'file' ? await readText(io, file) : null;
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    if (error instanceof OutsideFailure && error.unknown) return unknown;
    throw new CallFailure([...error.lines, `  ${by} refers to it.`]);
  }
}
