// The FILE… or DIR… arguments of a command, resolved to the files of each project.

import { dirname, resolve } from 'node:path';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import type { ProjectOptions } from '../project-options.ts';
import { composeFilesIn, defaultFiles } from './default-files.ts';

/** `dir` is the folder as given; null for a project that files name, whose JSON stands alone. */
export interface ProjectFiles {
  /** In order of merging. */
  readonly files: readonly string[];
  readonly dir: string | null;
}

type Options = Pick<ProjectOptions, 'envFile' | 'merge'>;

/** The files of the one project that a command speaks of: named, of a named folder, or by default. */
export async function findOneProject(
  io: Io,
  args: readonly string[],
  options: Options,
): Promise<readonly string[]> {
  const projects = await findProjects(io, args, options);
  const [project] = projects;
  if (project && projects.length === 1) return project.files;
  throw new CallFailure(
    `${args.join(' ')}: several projects. This command takes the files or the folder of one.`,
  );
}

/** The projects that `args` name: one of files, the default one, or one per folder. */
export async function findProjects(
  io: Io,
  args: readonly string[],
  options: Options,
): Promise<readonly ProjectFiles[]> {
  if (args.length === 0) return [{ files: await defaultFiles(io, options.envFile), dir: null }];
  const folders = args.filter((arg) => arg !== '-' && io.kindOf(arg) === 'folder');
  if (folders.length === 0) return [{ files: oneFolder(io, args, options), dir: null }];
  if (folders.length < args.length) {
    throw new CallFailure(
      'files and folders together: unclear which belong together. Give files or folders.',
    );
  }
  return folders.map((dir) => ({ files: filesOfFolder(io, dir), dir }));
}

function filesOfFolder(io: Io, folder: string): readonly string[] {
  const files = composeFilesIn(io, folder);
  if (files.length > 0) return files;
  throw new CallFailure(`${folder}: no compose file with a default name in this folder. Name the file.`);
}

/** Files that are merged without meaning to would give a stack that nobody runs. */
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
