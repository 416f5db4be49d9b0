// The two versions of a project that `diff` speaks of: two that are named, or the files of now beside those of a git commit.

import { dirname, resolve } from 'node:path';
import { openAlone } from '../../core/compose/workspace/open-workspace.ts';
import type { DiffReport } from '../../core/export/diff/diff-report.ts';
import { engineKinds } from '../../core/reach/engine-kinds.ts';
import type { Engine } from '../../core/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';
import { commitOf, ioAtRef } from '../git/io-at-ref.ts';
import { type RunSync, runSync } from '../git/run-git.ts';
import { projectIn } from '../input/discover.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import { engineOptions, type ProjectOptions, withOwnSwitches } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { compareProjects } from './compare-projects.ts';

/** The options of a comparison. */
interface CompareOptions extends ProjectOptions {
  readonly against?: string;
  /** The Engine of the new side; the old side runs on that of `--engine`. */
  readonly engineTo?: Engine;
}

interface Versions {
  readonly before: LoadedProject;
  readonly after: LoadedProject;
}

/** The options of either side. */
interface Sides {
  readonly before: ProjectOptions;
  readonly after: ProjectOptions;
}

function sidesOf(options: CompareOptions): Sides {
  const { engineTo } = options;
  if (engineTo === undefined) return { before: options, after: options };
  const sides = {
    before: withOwnSwitches(options),
    after: withOwnSwitches({ ...options, engine: engineTo }),
  };
  // An option that only one of the two Engines knows applies to that one alone.
  if (options.rootless && !sides.before.rootless && !sides.after.rootless) engineOptions(options);
  if (![options.engine, engineTo].some(({ kind }) => engineKinds[kind].daemonSwitches))
    engineOptions(options);
  return sides;
}

/** Returns one project on two Engines. */
async function onTwoEngines(io: Io, args: readonly string[], { before, after }: Sides): Promise<Versions> {
  const { files, options } = await findOneProject(io, args, before);
  const project = await loadProject(io, files, options);
  const reachOptions = {
    ...project.reachOptions,
    ...engineOptions(after),
    rootless: after.rootless === true,
  };
  return { before: project, after: { ...project, reachOptions } };
}

async function twoProjects(io: Io, args: readonly string[], sides: Sides): Promise<Versions> {
  const [before, after] = args;
  if (before === undefined || after === undefined || args.length > 2) {
    throw new CallFailure(
      'diff needs two versions: diff OLD NEW, each a file or a folder, or diff --against GITREF [FILE…].',
    );
  }
  if (before === '-' && after === '-') {
    throw new CallFailure('diff - -: standard input holds one version. Name a file for the other.');
  }
  const load = async (arg: string, options: ProjectOptions): Promise<LoadedProject> => {
    const found = await findOneProject(io, [arg], options);
    return loadProject(io, found.files, found.options);
  };
  return { before: await load(before, sides.before), after: await load(after, sides.after) };
}

/** Returns an empty project, which stands for the time before the project existed. */
function emptyProject(after: LoadedProject): LoadedProject {
  const [file = 'compose.yaml'] = after.workspace.input.order;
  return { ...after, workspace: openAlone('services: {}\n', { file }) };
}

async function againstRef(
  io: Io,
  run: RunSync,
  ref: string,
  args: readonly string[],
  { before: options, after: optionsAfter }: Sides,
  within: string | null,
): Promise<Versions> {
  if (args.includes('-')) {
    throw new CallFailure(
      '--against cannot be used with -, since standard input has no older version. Name the file.',
    );
  }
  const { files, options: own } = await findOneProject(io, args, options);
  const { from, merge } = own;
  const found = { ...(from !== undefined && { from }), ...(merge !== undefined && { merge }) };
  const [main = '.'] = files;
  const folder = resolve(io.cwd, dirname(main));
  const after = await loadProject(io, files, { ...optionsAfter, ...found });
  const commit = commitOf(run, folder, ref);
  const old = ioAtRef(io, run, folder, commit, within);
  const wanted = await filesAtRef(io, old, args, files, own);
  const there = wanted.filter((file) => old.kindOf(file) === 'file');
  for (const file of wanted) {
    if (!there.includes(file)) io.complain(`${file}: missing at ${ref}; its content counts as new.`);
  }
  if (there.length > 0) return { before: await loadProject(old, there, own), after };
  if (wanted.length === 0) io.complain(`there was no compose file at ${ref}; everything counts as new.`);
  const reachOptions = { ...after.reachOptions, ...engineOptions(options) };
  return { before: emptyProject({ ...after, reachOptions }), after };
}

/** Returns the project's files at the commit: the named ones, or those of the default names, since an override may be new or gone. */
async function filesAtRef(
  io: Io,
  old: Io,
  args: readonly string[],
  files: readonly string[],
  { envFile }: ProjectOptions,
): Promise<readonly string[]> {
  if (args.some((arg) => io.kindOf(arg) === 'file')) return files;
  const folder = dirname(files[0] ?? '');
  const quiet = { ...io, complain: () => {} };
  const now = await projectIn(quiet, folder, envFile);
  const byDefault = now?.files.join('\n') === files.join('\n');
  return byDefault ? ((await projectIn(old, folder, envFile))?.files ?? []) : files;
}

/**
 * Returns two versions to compare: those that `args` name or, with a git ref in `against`, that commit and the current files. Files outside
 * the folder `within` are not read from git; null means the whole repository.
 */
export async function compareVersions(
  io: Io,
  args: readonly string[],
  options: CompareOptions,
  run: RunSync = runSync,
  within: string | null = null,
): Promise<DiffReport> {
  const { against, engineTo } = options;
  const sides = sidesOf(options);
  const { before, after } =
    against !== undefined
      ? await againstRef(io, run, against, args, sides, within)
      : engineTo !== undefined && args.length < 2
        ? await onTwoEngines(io, args, sides)
        : await twoProjects(io, args, sides);
  return compareProjects(before, after);
}
