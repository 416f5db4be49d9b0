// `bulkhead diff OLD NEW`, `bulkhead diff --against GITREF [FILE…]`: what a change opens and closes.

import { dirname, resolve } from 'node:path';
import { analyze } from '../../core/analysis/analyze.ts';
import { assumedOf } from '../../core/analysis/assumed.ts';
import { engineKinds } from '../../core/analysis/engine-kinds.ts';
import type { Engine } from '../../core/analysis/reach/reach-model.ts';
import { openAlone } from '../../core/compose/workspace/open-workspace.ts';
import { diffJson } from '../../core/export/diff/diff-json.ts';
import { diffMarkdown } from '../../core/export/diff/diff-markdown.ts';
import { diffPretty } from '../../core/export/diff/diff-pretty.ts';
import { type DiffReport, type DiffSide, diffReport } from '../../core/export/diff/diff-report.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { commitOf, ioAtRef } from '../git/io-at-ref.ts';
import { type RunSync, runSync } from '../git/run-sync.ts';
import { composeFilesIn } from '../input/default-files.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { asksForHost, type HostCommandOptions } from '../input/host-options.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import { engineOptions, withOwnSwitches } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { paint } from '../output/paint.ts';
import { runDiffHost } from './host/diff-host.ts';

export interface DiffOptions extends HostCommandOptions {
  readonly format: string;
  readonly against?: string;
  /** What comes after runs on this Engine; what came before on that of `--engine`. */
  readonly engineTo?: Engine;
}

/** The options of either side. */
interface Sides {
  readonly before: DiffOptions;
  readonly after: DiffOptions;
}

interface Versions {
  readonly before: LoadedProject;
  readonly after: LoadedProject;
}

function sidesOf(options: DiffOptions): Sides {
  const { engineTo } = options;
  if (engineTo === undefined) return { before: options, after: options };
  const sides = {
    before: withOwnSwitches(options),
    after: withOwnSwitches({ ...options, engine: engineTo }),
  };
  // What means something to one of the two is taken for that one alone.
  if (options.rootless && !sides.before.rootless && !sides.after.rootless) engineOptions(options);
  if (![options.engine, engineTo].some(({ kind }) => engineKinds[kind].daemonSwitches))
    engineOptions(options);
  return sides;
}

/** One project on two Engines. */
async function onTwoEngines(io: Io, args: readonly string[], { before, after }: Sides): Promise<Versions> {
  const files = await findOneProject(io, args, before);
  const project = await loadProject(io, files, before);
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
  const load = async (arg: string, options: DiffOptions): Promise<LoadedProject> =>
    loadProject(io, await findOneProject(io, [arg], options), options);
  return { before: await load(before, sides.before), after: await load(after, sides.after) };
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
  { before: options, after: optionsAfter }: Sides,
): Promise<Versions> {
  if (args.includes('-')) {
    throw new CallFailure('--against and -: standard input has no older version. Name the file.');
  }
  const files = await findOneProject(io, args, options);
  const [main = '.'] = files;
  const folder = resolve(io.cwd, dirname(main));
  const after = await loadProject(io, files, optionsAfter);
  const commit = commitOf(run, folder, ref);
  const old = ioAtRef(io, run, folder, commit);
  const wanted = filesAtRef(io, old, args, files);
  const there = wanted.filter((file) => old.kindOf(file) === 'file');
  for (const file of wanted) {
    if (!there.includes(file)) io.complain(`${file}: not there at ${ref}; what it says counts as new.`);
  }
  if (there.length > 0) return { before: await loadProject(old, there, options), after };
  if (wanted.length === 0) io.complain(`no compose file at ${ref}; everything counts as new.`);
  const { reachOptions } = after;
  return {
    before: nothingBefore({ ...after, reachOptions: { ...reachOptions, ...engineOptions(options) } }),
    after,
  };
}

/** The files that were meant then: those named, or what the default names gave, since an override may be new, or gone. */
function filesAtRef(io: Io, old: Io, args: readonly string[], files: readonly string[]): readonly string[] {
  if (args.some((arg) => io.kindOf(arg) === 'file')) return files;
  const folder = dirname(files[0] ?? '');
  const quiet = { ...io, complain: () => {} };
  const byDefault = composeFilesIn(quiet, folder).join('\n') === files.join('\n');
  return byDefault ? composeFilesIn(old, folder) : files;
}

/** Both are versions of one project, so where a name is only the folder's, the order of networks must not differ by it (G1). */
function sideOf(project: LoadedProject, other: LoadedProject): DiffSide {
  const weak = project.name.from === 'folder' || project.name.from === 'unknown';
  const name = weak && other.name.name !== null ? other.name.name : project.reachOptions.project;
  const analysis = analyze(project.workspace, { ...project.reachOptions, project: name });
  const assumed = assumedOf(project.workspace, project.reachOptions, project.name.from);
  return { workspace: project.workspace, analysis, assumed };
}

function pieces(io: Io, format: string, report: DiffReport): Iterable<string> {
  if (format === 'json') return diffJson(report);
  if (format === 'markdown') return diffMarkdown(report);
  return diffPretty(report, io.color ? paint : undefined);
}

/** Runs the command; `args` are the operands, `run` starts git. */
export async function runDiff(
  io: Io,
  args: readonly string[],
  options: DiffOptions,
  run: RunSync = runSync,
): Promise<ExitCode> {
  const { format, against } = options;
  if (!['pretty', 'json', 'markdown'].includes(format)) {
    throw new CallFailure(`--format ${format}: no such format. Use pretty, json or markdown.`);
  }
  if (asksForHost(options)) {
    if (options.engineTo === undefined) return runDiffHost(io, args, options, run);
    throw new CallFailure('--engine-to compares one project on two Engines; it does not go with --host.');
  }
  const sides = sidesOf(options);
  const { before, after } =
    against !== undefined
      ? await againstRef(io, run, against, args, sides)
      : options.engineTo !== undefined && args.length < 2
        ? await onTwoEngines(io, args, sides)
        : await twoProjects(io, args, sides);
  const report = diffReport(sideOf(before, after), sideOf(after, before));
  await (format === 'pretty' ? io.printPainted : io.print)(pieces(io, format, report));
  return report.opens ? exitCodes.objection : exitCodes.done;
}
