// The FILE… or DIR… arguments of a command, resolved to the files of each project.

import { dirname, join, resolve } from 'node:path';
import { hasComposeName } from '../../core/compose/discovery/default-names.ts';
import { maxStackDepth } from '../../core/compose/discovery/find-stacks.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { defaultProject, type FoundProject, optionsFor, projectIn, stacksBelow } from './discover.ts';
import type { ProjectOptions } from './project-options.ts';

/** A project with its folder as given; null when files name the project, whose JSON then stands alone. */
export interface ProjectFiles<Options> extends FoundProject<Options> {
  readonly dir: string | null;
}

/** Called with what is wrong with one folder, as one line or several. */
type Failed = (why: string | readonly string[]) => void;

type Finding = Pick<ProjectOptions, 'envFile' | 'merge' | 'each' | 'from'>;

/** Finds the files of a single project: named ones, those of a named folder, or the default ones. */
export async function findOneProject<Options extends Finding>(
  io: Io,
  args: readonly string[],
  options: Options,
): Promise<FoundProject<Options>> {
  const folders = foldersAmong(io, args);
  const [folder] = folders;
  if (folder === undefined) return namedOrDefault(io, args, options);
  if (args.length > folders.length) throw mixed();
  if (folders.length > 1)
    throw new CallFailure(
      `${args.join(' ')}: several projects. This command takes the files or the folder of one project.`,
    );
  reportUnusedComposeFile(io);
  const found = await projectIn(io, folder, options.envFile);
  if (found !== null) return { files: found.files, options: optionsFor(options, folder, found) };
  throw new CallFailure(
    `${folder}: no compose file with a default name in this folder. ${nameFileHint(io, folder)}`,
    'unreadable-file',
  );
}

/**
 * Returns the hint to name a file. Files such as `docker-compose.prod.yml` are never taken unasked, since they may be half of a project.
 */
function nameFileHint(io: Io, folder: string): string {
  let files: readonly string[] = [];
  try {
    files = io.listFolder(folder).files.filter(hasComposeName);
  } catch {
    // A folder that cannot be listed can still be named.
  }
  return files.length === 0 ? 'Name the file.' : `Name the file, such as ${join(folder, files[0] ?? '')}.`;
}

/**
 * Finds the projects that `args` name: one of files, the default one, those of folders, or with `each` those of any files and folders. A
 * folder without a compose file stands for the projects below it. `failed` gets the problems of a folder; the others are still returned.
 */
export async function findProjects<Options extends Finding>(
  io: Io,
  args: readonly string[],
  options: Options,
  failed: Failed,
): Promise<readonly ProjectFiles<Options>[]> {
  if (options.each === true && options.merge === true)
    throw new CallFailure(
      '--each and --merge exclude each other: each file is its own project, or all files are one.',
    );
  const folders = foldersAmong(io, args);
  const named = options.each === true ? args.filter((arg) => !folders.includes(arg)) : [];
  if (args.length === 0 || folders.length + named.length === 0)
    return [{ ...(await namedOrDefault(io, args, options)), dir: null }];
  if (folders.length + named.length < args.length) throw mixed();
  reportUnusedComposeFile(io);
  const ofFiles = await projectsOfFiles(io, named, options);
  const ofFolders = await projectsIn(io, folders, options, failed);
  // A file and its folder are one project.
  const seen = new Set(ofFolders.map(({ files }) => files.join('\n')));
  return [...ofFiles.filter(({ files }) => !seen.has(files.join('\n'))), ...ofFolders];
}

async function projectsIn<Options extends Finding>(
  io: Io,
  folders: readonly string[],
  options: Options,
  failed: Failed,
): Promise<readonly ProjectFiles<Options>[]> {
  const projects: ProjectFiles<Options>[] = [];
  for (const dir of folders) {
    try {
      const found = await projectIn(io, dir, options.envFile);
      const stacks = found === null ? await stacksBelow(io, dir, options, failed) : [{ dir, ...found }];
      for (const stack of stacks)
        projects.push({ files: stack.files, dir: stack.dir, options: optionsFor(options, stack.dir, stack) });
      if (stacks.length === 0)
        failed(
          `${dir}: no compose file with a default name in this folder, or down to ${maxStackDepth} folders below. ${nameFileHint(io, dir)}`,
        );
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      failed(error.lines);
    }
  }
  return projects;
}

/** Reports that the shell's COMPOSE_FILE is not used for named folders. */
function reportUnusedComposeFile(io: Io): void {
  if (io.variables.get('COMPOSE_FILE'))
    io.complain('COMPOSE_FILE of the environment is not used for a named folder. Name the files instead.');
}

function foldersAmong(io: Io, args: readonly string[]): readonly string[] {
  return args.filter((arg) => arg !== '-' && io.kindOf(arg) === 'folder');
}

function mixed(): CallFailure {
  return new CallFailure(
    'files and folders are mixed, so it is unclear which belong together. Give only files or only folders.',
  );
}

async function namedOrDefault<Options extends Finding>(
  io: Io,
  args: readonly string[],
  options: Options,
): Promise<FoundProject<Options>> {
  if (args.length > 0) return { files: demandOneFolder(io, args, options), options };
  const found = await defaultProject(io, options.envFile);
  return { files: found.files, options: optionsFor(options, '', found) };
}

/** Refuses files of different folders unless `merge` is set, since merging them by accident gives a stack that nobody runs. */
function demandOneFolder(io: Io, files: readonly string[], { merge }: Finding): readonly string[] {
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new CallFailure(`${twice}: given twice. Name each file once.`);
  const folders = new Set(files.map((file) => (file === '-' ? '-' : dirname(resolve(io.cwd, file)))));
  if (folders.size > 1 && merge !== true) {
    throw new CallFailure(
      `${files.join(' ')}: files of different folders. Add --merge to merge them in this order as one project, or give their folders for separate projects.`,
    );
  }
  return files;
}

/**
 * Returns the projects of changed files, each once, for pre-commit hooks and pipelines. A file that Compose takes in its folder stands for
 * that project; any other file stands for itself.
 */
export async function projectsOfFiles<Options extends Finding>(
  io: Io,
  files: readonly string[],
  options: Options,
): Promise<readonly (ProjectFiles<Options> & { readonly dir: string })[]> {
  if (files.includes('-'))
    throw new CallFailure('--each and -: standard input has no folder. Name the file.');
  const projects = new Map<string, ProjectFiles<Options> & { readonly dir: string }>();
  for (const file of files) {
    const project = await projectOf(io, file, options);
    const key = project.files.map((file) => resolve(io.cwd, file)).join('\n');
    if (!projects.has(key)) projects.set(key, project);
  }
  return [...projects.values()];
}

async function projectOf<Options extends Finding>(io: Io, file: string, options: Options) {
  const folder = dirname(file);
  const quiet = { ...io, complain: () => {} };
  const path = resolve(io.cwd, file);
  // A `.env` that cannot be read is reported by whoever reads the project.
  const found = await projectIn(quiet, folder, options.envFile).catch(() => null);
  const isOne = found?.files.some((file) => resolve(io.cwd, file) === path);
  // Beside a file that Compose prefers, or without the file that it overrides, it stands for itself.
  if (found === null || !isOne) return { files: [file], dir: file, options };
  return { files: found.files, dir: folder, options: optionsFor(options, folder, found) };
}
