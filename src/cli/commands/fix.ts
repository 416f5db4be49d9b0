// `bulkhead fix [FILE|DIR…]`, `bulkhead fix --host [DIR…]`: the fixes of findings, shown as a diff, as calls of `edit`, or saved.

import { applyFixes } from '../../core/fixes/apply-fixes.ts';
import { diffConnectivity } from '../../core/reach/diff/diff-connectivity.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { asksForHost } from '../input/host-options.ts';
import { loadProjects } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { chooseFixes, deliverFixes, type FixOptions, reportFixes } from './fix-options.ts';

/** Runs the command. */
export async function runFix(io: Io, args: readonly string[], options: FixOptions): Promise<ExitCode> {
  const chosen = chooseFixes(options);
  if (asksForHost(options)) {
    const { runFixHost } = await import('./host/fix-host.ts');
    return runFixHost(io, args, options, chosen);
  }
  if (options.write === true && args.includes('-')) {
    throw new CallFailure('--write needs a file, not standard input.');
  }
  let failed = false;
  const fail = () => {
    failed = true;
  };
  for await (const { dir, project } of loadProjects(io, args, options, fail)) {
    const { workspace, reachOptions } = project;
    const {
      workspace: fixed,
      before,
      after,
      done,
      left,
    } = applyFixes(workspace, reachOptions, chosen.choose);
    if (dir !== null) io.complain(`${dir}:`);
    const delta = () => diffConnectivity(before.reach, after.reach);
    reportFixes(io, { done, left, findings: after.findings, delta }, chosen);
    const operations = done.flatMap(({ fix }) => fix.operations);
    await deliverFixes(io, [{ before: workspace, after: fixed, operations }], options);
  }
  return failed ? exitCodes.failure : exitCodes.done;
}
