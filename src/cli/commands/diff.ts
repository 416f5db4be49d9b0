// `bulkhead diff OLD NEW`, `bulkhead diff --against GITREF [FILE…]`: what a change opens and closes.

import type { Engine } from '../../core/analysis/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type RunSync, runSync } from '../git/io-at-ref.ts';
import { asksForHost, type HostCommandOptions } from '../input/host-options.ts';
import type { Io } from '../io.ts';
import { diffPieces } from '../output/diff-pieces.ts';
import { compareVersions } from './compare-versions.ts';
import { runDiffEach } from './diff-each.ts';

export interface DiffOptions extends HostCommandOptions {
  readonly format: string;
  readonly against?: string;
  /** What comes after runs on this Engine; what came before on that of `--engine`. */
  readonly engineTo?: Engine;
}

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
  if (options.engineTo !== undefined && (asksForHost(options) || options.each === true)) {
    const other = options.each === true ? '--each' : '--host';
    throw new CallFailure(`--engine-to compares one project on two Engines; it does not go with ${other}.`);
  }
  if (asksForHost(options)) {
    const { runDiffHost } = await import('./host/diff-host.ts');
    return runDiffHost(io, args, options, run);
  }
  if (options.each === true) return runDiffEach(io, args, options, run);
  const report = await compareVersions(io, args, options, run);
  await (format === 'pretty' ? io.printPainted : io.print)(diffPieces(io, format, report));
  return report.opens ? exitCodes.objection : exitCodes.done;
}
