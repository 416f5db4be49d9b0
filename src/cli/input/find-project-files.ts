// The FILE… or DIR… arguments of a command, resolved to one compose file per project.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { composeFileIn, findDefaultFile } from './find-default-file.ts';

/** `dir` is the folder as given; null for a project that a file names, whose JSON stands alone. */
export interface ProjectFile {
  readonly file: string;
  readonly dir: string | null;
}

/** One compose file for the commands that speak of one project. */
export async function findOneFile(
  io: Io,
  args: readonly string[],
  envFiles: readonly string[],
): Promise<string> {
  const [file, ...more] = args;
  if (file === undefined) return findDefaultFile(io, envFiles);
  if (more.length > 0) {
    throw new CallFailure(`${args.join(' ')}: several files are not supported yet. Name one file.`);
  }
  if (file !== '-' && io.kindOf(file) === 'folder') return fileOfFolder(io, file);
  return file;
}

function fileOfFolder(io: Io, folder: string): string {
  const file = composeFileIn(io, folder);
  if (file !== null) return file;
  throw new CallFailure(`${folder}: no compose file with a default name in this folder. Name the file.`);
}

/** The projects that `args` name: one file, the default file, or one per folder. */
export async function findProjectFiles(
  io: Io,
  args: readonly string[],
  envFiles: readonly string[],
): Promise<readonly ProjectFile[]> {
  const folders = args.filter((arg) => arg !== '-' && io.kindOf(arg) === 'folder');
  if (folders.length === 0) return [{ file: await findOneFile(io, args, envFiles), dir: null }];
  if (folders.length < args.length) {
    throw new CallFailure(
      'files and folders together: unclear which belong together. Give files or folders.',
    );
  }
  return folders.map((dir) => ({ file: fileOfFolder(io, dir), dir }));
}
