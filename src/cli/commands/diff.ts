// `bulkhead diff OLD NEW`, `bulkhead diff --against GITREF [FILE…]`: what a change opens and closes; with `--each`, in each of many
// projects.

import type { DiffReport } from '../../core/export/diff/diff-report.ts';
import { visibleStart } from '../../core/quote/visible-text.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type RunSync, runSync } from '../git/run-git.ts';
import { isAboutHost } from '../input/host-options.ts';
import { loadProjects } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { diffPieces } from '../output/diff-pieces.ts';
import { projectsJson } from '../output/projects-json.ts';
import { compareVersions } from '../questions/compare-versions.ts';
import type { DiffOptions } from './diff-options.ts';

/** Runs the command; `args` are the operands, `run` starts git. */
export async function runDiff(
  io: Io,
  args: readonly string[],
  options: DiffOptions,
  run: RunSync = runSync,
): Promise<ExitCode> {
  const { format } = options;
  if (!['pretty', 'json', 'markdown'].includes(format)) {
    throw new CallFailure(`--format ${format}: no such format. Use pretty, json or markdown.`);
  }
  const isFleet = options.fleet !== undefined;
  if (options.engineTo !== undefined && (isFleet || isAboutHost(options) || options.each === true)) {
    const other = isFleet ? '--fleet' : options.each === true ? '--each' : '--host';
    throw new CallFailure(
      `--engine-to compares one project on two Engines; it cannot be combined with ${other}.`,
    );
  }
  if (options.fleet !== undefined) {
    const { runDiffFleet } = await import('./fleet/diff-fleet.ts');
    return runDiffFleet(io, args, options.fleet, options, run);
  }
  if (isAboutHost(options)) {
    const { runDiffHost } = await import('./host/diff-host.ts');
    return runDiffHost(io, args, options, run);
  }
  if (options.file?.length && options.against === undefined && options.engineTo === undefined) {
    throw new CallFailure(
      '-f names the files of one version. Give --against GITREF or --engine-to ENGINE as well, or diff OLD NEW.',
    );
  }
  if (options.each === true) return runDiffEach(io, args, options, run);
  const report = await compareVersions(io, args, options, run);
  await (format === 'pretty' ? io.printPainted : io.print)(diffPieces(io, format, report));
  return report.opens ? exitCodes.objection : exitCodes.done;
}

interface ComparedProject {
  readonly dir: string | null;
  readonly report: DiffReport;
}

function* pieces(io: Io, format: string, compared: readonly ComparedProject[]): Generator<string> {
  if (format === 'json') {
    yield* projectsJson(compared.map(({ dir, report }) => ({ dir, pieces: diffPieces(io, format, report) })));
    return;
  }
  let separator = '';
  for (const { dir, report } of compared) {
    yield separator;
    if (format === 'pretty' && dir !== null) yield `${visibleStart(dir)}\n`;
    yield* diffPieces(io, format, report, dir);
    separator = '\n';
  }
}

/** Runs `--each`, with a valid `options.format`, and reports projects that cannot be compared. */
async function runDiffEach(
  io: Io,
  args: readonly string[],
  options: DiffOptions,
  run: RunSync,
): Promise<ExitCode> {
  const { format, against } = options;
  if (against === undefined) {
    throw new CallFailure(
      'diff --each needs --against GITREF: it compares each project with its state at that commit.',
    );
  }
  let failed = false;
  const compared: ComparedProject[] = [];
  const fail = () => {
    failed = true;
  };
  for await (const { dir, files } of loadProjects(io, args, options, fail)) {
    try {
      const named = dir === null ? files : [dir];
      compared.push({
        dir,
        report: await compareVersions(io, named, { ...options, each: false, against }, run),
      });
    } catch (error) {
      if (dir === null || !(error instanceof CallFailure)) throw error;
      io.complain(error.lines);
      failed = true;
    }
  }
  await (format === 'pretty' ? io.printPainted : io.print)(pieces(io, format, compared));
  if (failed) return exitCodes.failure;
  return compared.some(({ report }) => report.opens) ? exitCodes.objection : exitCodes.done;
}
