// The FILE… or DIR… arguments of a command, resolved to the files of each project.

import { basename, dirname, join, resolve } from 'node:path';
import { defaultNames, overrideNames } from '../../core/compose/environment/default-names.ts';
import { deepestStack } from '../../core/host/find-stacks.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { composeFilesIn, defaultFiles } from './default-files.ts';
import type { ProjectOptions } from './project-options.ts';
import { stacksBelow } from './stacks-below.ts';

/** `dir` is the folder as given; null for a project that files name, whose JSON stands alone. */
export interface ProjectFiles {
  /** In order of merging. */
  readonly files: readonly string[];
  readonly dir: string | null;
}

/** Called with what is wrong with one folder, a line or several. */
type Failed = (why: string | readonly string[]) => void;

type Options = Pick<ProjectOptions, 'envFile' | 'merge' | 'each'>;

/** The files of the one project that a command speaks of: named, of a named folder, or by default. */
export async function findOneProject(
  io: Io,
  args: readonly string[],
  options: Options,
): Promise<readonly string[]> {
  const folders = foldersAmong(io, args);
  const [folder] = folders;
  if (folder === undefined) return namedOrDefault(io, args, options);
  if (args.length > folders.length) throw mixed();
  if (folders.length > 1)
    throw new CallFailure(
      `${args.join(' ')}: several projects. This command takes the files or the folder of one.`,
    );
  const files = composeFilesIn(io, folder);
  if (files.length > 0) return files;
  throw new CallFailure(
    `${folder}: no compose file with a default name in this folder. ${nameOne(io, folder)}`,
    'unreadable-file',
  );
}

/** `docker-compose.prod.yml` and the like are never taken by themselves: they may be half of a project. */
function nameOne(io: Io, folder: string): string {
  let files: readonly string[] = [];
  try {
    files = io.listFolder(folder).files.filter((name) => /compose[^/]*\.ya?ml$/i.test(name));
  } catch {
    // A folder that cannot be listed can still be named.
  }
  return files.length === 0 ? 'Name the file.' : `Name the file, such as ${join(folder, files[0] ?? '')}.`;
}

/**
 * The projects that `args` name: one of files, the default one, those of folders, or with `each` those of any files and folders. A folder without a compose file stands for
 * the projects below it. What is wrong with one folder is reported, and the others are given: `failed` is called then.
 */
export async function findProjects(
  io: Io,
  args: readonly string[],
  options: Options,
  failed: Failed,
): Promise<readonly ProjectFiles[]> {
  if (options.each === true && options.merge === true)
    throw new CallFailure(
      '--each and --merge: either each file is of a project of its own, or all are one. Give one.',
    );
  const folders = foldersAmong(io, args);
  const named = options.each === true ? args.filter((arg) => !folders.includes(arg)) : [];
  if (args.length === 0 || folders.length + named.length === 0)
    return [{ files: await namedOrDefault(io, args, options), dir: null }];
  if (folders.length + named.length < args.length) throw mixed();
  const ofFiles = projectsOfFiles(io, named);
  const ofFolders = projectsIn(io, folders, failed);
  // A file and its folder are one project.
  const seen = new Set(ofFolders.map(({ files }) => files.join('\n')));
  return [...ofFiles.filter(({ files }) => !seen.has(files.join('\n'))), ...ofFolders];
}

function projectsIn(io: Io, folders: readonly string[], failed: Failed): readonly ProjectFiles[] {
  return folders.flatMap((dir) => {
    const files = filesOrReported(io, dir, failed);
    if (files === null) return [];
    if (files.length > 0) return [{ files, dir }];
    const below = stacksBelow(io, dir, [], failed);
    if (below.length === 0)
      failed(
        `${dir}: no compose file with a default name in this folder, or down to ${deepestStack} folders below. ${nameOne(io, dir)}`,
      );
    return below;
  });
}

/** Null where the folder may not be listed, which is reported then. */
function filesOrReported(io: Io, dir: string, failed: Failed): readonly string[] | null {
  try {
    return composeFilesIn(io, dir);
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    failed(error.lines);
    return null;
  }
}

function foldersAmong(io: Io, args: readonly string[]): readonly string[] {
  return args.filter((arg) => arg !== '-' && io.kindOf(arg) === 'folder');
}

function mixed(): CallFailure {
  return new CallFailure('files and folders together: unclear which belong together. Give files or folders.');
}

async function namedOrDefault(io: Io, args: readonly string[], options: Options): Promise<readonly string[]> {
  return args.length === 0 ? defaultFiles(io, options.envFile) : oneFolder(io, args, options);
}

/** Files that are merged by accident would give a stack that nobody runs. */
function oneFolder(io: Io, files: readonly string[], { merge }: Options): readonly string[] {
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new CallFailure(`${twice}: named twice. Name each file once.`);
  const folders = new Set(files.map((file) => (file === '-' ? '-' : dirname(resolve(io.cwd, file)))));
  if (folders.size > 1 && merge !== true) {
    throw new CallFailure(
      `${files.join(' ')}: files of different folders. Add --merge to merge them in this order as one project, or give folders for one project each.`,
    );
  }
  return files;
}

/** A project, and the folder or file by which reports name it. */
interface ProjectOfFile {
  readonly files: readonly string[];
  readonly dir: string;
}

/**
 * The projects of `files`, each once, as a pre-commit hook or a pipeline names those that changed. A file of a default name, or an override of one, stands for its folder; any other for itself
 * alone.
 */
export function projectsOfFiles(io: Io, files: readonly string[]): readonly ProjectOfFile[] {
  if (files.includes('-'))
    throw new CallFailure('--each and -: standard input has no folder. Name the file.');
  const projects = new Map<string, ProjectOfFile>();
  for (const file of files) {
    const project = projectOf(io, file);
    const key = project.files.map((one) => resolve(io.cwd, one)).join('\n');
    if (!projects.has(key)) projects.set(key, project);
  }
  return [...projects.values()];
}

function projectOf(io: Io, file: string): ProjectOfFile {
  const alone = { files: [file], dir: file };
  if (![...defaultNames, ...overrideNames].includes(basename(file))) return alone;
  const folder = dirname(file);
  const found = composeFilesIn(io, folder);
  const path = resolve(io.cwd, file);
  // Beside a file that Compose prefers, or without the file that it overrides, it stands for itself.
  return found.some((one) => resolve(io.cwd, one) === path) ? { files: found, dir: folder } : alone;
}
