// `bulkhead diff --fleet OLD NEW`, `bulkhead diff --fleet FILE --against GITREF`: what a change opens and closes on each machine of a fleet
// and between them.

import { dirname, resolve } from 'node:path';
import { CallFailure } from '../../call-failure.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { commitOf, ioAtRef } from '../../git/io-at-ref.ts';
import type { RunSync } from '../../git/run-git.ts';
import type { HostCommandOptions } from '../../input/host-options.ts';
import { fleetFileAt, type LoadedFleet, loadFleet } from '../../input/load-fleet.ts';
import type { Io } from '../../io.ts';
import { diffPieces } from '../../output/diff-pieces.ts';
import { compareFleets } from '../../questions/compare-fleets.ts';
import type { DiffOptions } from '../diff-options.ts';

/** Runs the command; `args` are the operands behind the fleet's file and `options.format` is valid. */
export async function runDiffFleet(
  io: Io,
  args: readonly string[],
  file: string,
  options: DiffOptions,
  run: RunSync,
): Promise<ExitCode> {
  if (options.host === true || options.docker === true || options.each === true)
    throw new CallFailure('--fleet has its machines in its file: leave out --host, --docker and --each.');
  const [before, after] = await versionsOf(io, args, file, options, run);
  const report = compareFleets(before.fleet, after.fleet);
  const { format } = options;
  await (format === 'pretty' ? io.printPainted : io.print)(diffPieces(io, format, report));
  if (before.failed || after.failed) return exitCodes.failure;
  return report.opens ? exitCodes.objection : exitCodes.done;
}

/** Loads two versions of a fleet: its file and a newer one, or its file at a commit and now. */
export async function versionsOf(
  io: Io,
  args: readonly string[],
  file: string,
  options: HostCommandOptions & Pick<DiffOptions, 'against'>,
  run: RunSync,
): Promise<readonly [LoadedFleet, LoadedFleet]> {
  const { against } = options;
  const [newer, ...more] = args;
  if (against === undefined) {
    if (newer === undefined || more.length > 0)
      throw new CallFailure(
        'diff --fleet needs two versions: diff --fleet OLD NEW, or diff --fleet FILE --against GITREF.',
      );
    return [await loadFleet(io, file, options), await loadFleet(io, newer, options)];
  }
  if (newer !== undefined)
    throw new CallFailure(
      '--against compares the fleet of --fleet with its state at that commit: leave out the second file.',
    );
  const path = fleetFileAt(io, file);
  const folder = resolve(io.cwd, dirname(path));
  const old = ioAtRef(io, run, folder, commitOf(run, folder, against));
  if (old.kindOf(path) !== 'file')
    throw new CallFailure(`${path}: missing at ${against}, so there is no fleet to compare with.`);
  return [await loadFleet(old, path, options), await loadFleet(io, path, options)];
}
