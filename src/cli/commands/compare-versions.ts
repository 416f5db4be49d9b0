// The two versions of a project that `diff` speaks of: two that are named, or the files of now beside those of a git commit.

import { dirname, resolve } from 'node:path';
import { openAlone } from '../../core/compose/workspace/open-workspace.ts';
import type { DiffReport } from '../../core/export/diff/diff-report.ts';
import { CallFailure } from '../call-failure.ts';
import { commitOf, ioAtRef } from '../git/io-at-ref.ts';
import { type RunSync, runSync } from '../git/run-sync.ts';
import { composeFilesIn } from '../input/default-files.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { compareProjects } from '../questions/compare-projects.ts';

interface Versions {
  readonly before: LoadedProject;
  readonly after: LoadedProject;
}

async function twoProjects(io: Io, args: readonly string[], options: ProjectOptions): Promise<Versions> {
  const [before, after] = args;
  if (before === undefined || after === undefined || args.length > 2) {
    throw new CallFailure(
      'diff needs two versions: diff OLD NEW, each a file or a folder, or diff --against GITREF [FILE…].',
    );
  }
  if (before === '-' && after === '-') {
    throw new CallFailure('diff - -: standard input holds one version. Name a file for the other.');
  }
  const load = async (arg: string): Promise<LoadedProject> =>
    loadProject(io, await findOneProject(io, [arg], options), options);
  return { before: await load(before), after: await load(after) };
}

/** The project before it was there. */
function nothingBefore(after: LoadedProject): LoadedProject {
  const [file = 'compose.yaml'] = after.workspace.input.order;
  return { ...after, workspace: openAlone('services: {}\n', { file }) };
}

async function againstRef(
  io: Io,
  run: RunSync,
  ref: string,
  args: readonly string[],
  options: ProjectOptions,
  within: string | null,
): Promise<Versions> {
  if (args.includes('-')) {
    throw new CallFailure('--against and -: standard input has no older version. Name the file.');
  }
  const files = await findOneProject(io, args, options);
  const [main = '.'] = files;
  const folder = resolve(io.cwd, dirname(main));
  const after = await loadProject(io, files, options);
  const commit = commitOf(run, folder, ref);
  const old = ioAtRef(io, run, folder, commit, within);
  const wanted = filesAtRef(io, old, args, files);
  const there = wanted.filter((file) => old.kindOf(file) === 'file');
  for (const file of wanted) {
    if (!there.includes(file)) io.complain(`${file}: not there at ${ref}; what it says counts as new.`);
  }
  if (there.length > 0) return { before: await loadProject(old, there, options), after };
  if (wanted.length === 0) io.complain(`no compose file at ${ref}; everything counts as new.`);
  return { before: nothingBefore(after), after };
}

/** The files that were meant then: those named, or what the default names gave, since an override may be new, or gone. */
function filesAtRef(io: Io, old: Io, args: readonly string[], files: readonly string[]): readonly string[] {
  if (args.some((arg) => io.kindOf(arg) === 'file')) return files;
  const folder = dirname(files[0] ?? '');
  const quiet = { ...io, complain: () => {} };
  const byDefault = composeFilesIn(quiet, folder).join('\n') === files.join('\n');
  return byDefault ? composeFilesIn(old, folder) : files;
}

/**
 * What differs between two versions: those that `args` name, or, with a git ref in `against`, that one and the files of now. What lies
 * outside the folder `within` is not read from git; null: the repository bounds it.
 */
export async function compareVersions(
  io: Io,
  args: readonly string[],
  options: ProjectOptions & { readonly against?: string },
  run: RunSync = runSync,
  within: string | null = null,
): Promise<DiffReport> {
  const { against } = options;
  const { before, after } =
    against === undefined
      ? await twoProjects(io, args, options)
      : await againstRef(io, run, against, args, options, within);
  return compareProjects(before, after);
}
