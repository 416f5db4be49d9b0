// Files of many projects, as a pre-commit hook or a pipeline names those that changed: each stands for the project that it is a part of.

import { basename, dirname, resolve } from 'node:path';
import { defaultNames, overrideNames } from '../../core/compose/environment/default-names.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { composeFilesIn } from './default-files.ts';

/** A project, and the folder or file by which reports name it. */
export interface ProjectOfFile {
  readonly files: readonly string[];
  readonly dir: string;
}

/**
 * The projects of `files`, each once. A file of a default name, or an override of one, stands for its folder; any other for itself
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
