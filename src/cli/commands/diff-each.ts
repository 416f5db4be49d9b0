// `bulkhead diff --each --against GITREF FILE… | DIR…`: what a change opens and closes in each of many projects.

import type { DiffReport } from '../../core/export/diff/diff-report.ts';
import { visibleStart } from '../../core/export/visible-text.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { RunSync } from '../git/io-at-ref.ts';
import { loadProjects } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { diffPieces } from '../output/diff-pieces.ts';
import { projectsJson } from '../output/projects-json.ts';
import { compareVersions } from './compare-versions.ts';
import type { DiffOptions } from './diff.ts';

interface Compared {
  readonly dir: string | null;
  readonly report: DiffReport;
}

function* pieces(io: Io, format: string, compared: readonly Compared[]): Generator<string> {
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

/** Runs the command; `args` are the operands, `options.format` is known. A project that cannot be compared is reported. */
export async function runDiffEach(
  io: Io,
  args: readonly string[],
  options: DiffOptions,
  run: RunSync,
): Promise<ExitCode> {
  const { format, against } = options;
  if (against === undefined) {
    throw new CallFailure(
      'diff --each needs --against GITREF: each project as it was at a commit, against now.',
    );
  }
  let failed = false;
  const compared: Compared[] = [];
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
