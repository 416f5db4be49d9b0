// `bulkhead diff --host --against GITREF [DIR…]`: what a change of any stack opens and closes on the whole host.

import { resolve } from 'node:path';
import { diffReport, hostSide } from '../../../core/export/diff/diff-report.ts';
import { openHost } from '../../../core/host/open-host.ts';
import { analyzeHost } from '../../../core/rules/all-rules.ts';
import { CallFailure } from '../../call-failure.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { commitOf, ioAtRef } from '../../git/io-at-ref.ts';
import { type RunSync, runGit, trimmedOutput } from '../../git/run-git.ts';
import { loadHost, readHostFileIn } from '../../input/load-host.ts';
import { readStacks } from '../../input/read-stacks.ts';
import { hostWithWays } from '../../input/ways-beside.ts';
import type { Io } from '../../io.ts';
import { diffPieces } from '../../output/diff-pieces.ts';
import type { DiffOptions } from '../diff-options.ts';

/** Runs the command on a host; `args` are the folders and `options.format` is valid. */
export async function runDiffHost(
  io: Io,
  args: readonly string[],
  options: DiffOptions,
  run: RunSync,
): Promise<ExitCode> {
  const { against, format } = options;
  if (against === undefined) {
    throw new CallFailure(
      'diff --host needs --against GITREF: it compares the stacks with their state at that commit.',
    );
  }
  const { host, question, failed } = await loadHost(io, args, options);
  const [folder = '.'] = args;
  const top = resolve(io.cwd, folder);
  const old = ioAtRef(io, run, top, commitOf(run, top, against));
  demandOneRepository(io, run, args);
  const there = args.filter((arg) => old.kindOf(arg) === 'folder');
  for (const arg of args) {
    if (!there.includes(arg)) io.complain(`${arg}: missing at ${against}; its stacks count as new.`);
  }
  let missed = failed;
  const report = (why: string | readonly string[]): void => {
    io.complain([`at ${against}:`, ...[why].flat()]);
    missed = true;
  };
  const isNew = args.length > 0 && there.length === 0;
  const stacks = isNew ? [] : await readStacks(old, there, options, report);
  if (stacks.length === 0) io.complain(`there was no stack at ${against}; everything counts as new.`);
  const after = analyzeHost(host, question);
  const file = isNew ? null : await readHostFileIn(old, there, report);
  const before = analyzeHost(await hostWithWays(old, openHost(stacks, undefined, file)), question);
  const differences = diffReport(hostSide(before), hostSide(after));
  await (format === 'pretty' ? io.printPainted : io.print)(diffPieces(io, format, differences));
  if (missed) return exitCodes.failure;
  return differences.opens ? exitCodes.objection : exitCodes.done;
}

/** Refuses folders of another repository, which have no version at the commit. */
function demandOneRepository(io: Io, run: RunSync, folders: readonly string[]): void {
  const topOf = (folder: string): string =>
    trimmedOutput(runGit(run, resolve(io.cwd, folder), ['rev-parse', '--show-toplevel']));
  const [first, ...others] = folders;
  if (first === undefined) return;
  const other = others.find((folder) => topOf(folder) !== topOf(first));
  if (other === undefined) return;
  throw new CallFailure(
    `--against: ${other} is not in the git repository of ${first}. Give the folders of one.`,
  );
}
