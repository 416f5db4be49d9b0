// `bulkhead fix --host [DIR…]`: the fixes of findings of all stacks of a host, those across stacks among them.

import { applyHostFixes } from '../../../core/fixes/apply-host-fixes.ts';
import { editsOf } from '../../../core/fixes/offer-host-fixes.ts';
import { diffConnectivity } from '../../../core/reach/diff/diff-connectivity.ts';
import { analyzeHost } from '../../../core/rules/analyze-host.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { loadHost } from '../../input/load-host.ts';
import type { Io } from '../../io.ts';
import { type Chosen, deliverFixes, type FixOptions, reportFixes } from '../fix-options.ts';

/** Runs the command; `args` are the folders. All stacks are saved together, or none. */
export async function runFixHost(
  io: Io,
  args: readonly string[],
  options: FixOptions,
  chosen: Chosen,
): Promise<ExitCode> {
  const { host, question, failed } = await loadHost(io, args, options);
  const before = analyzeHost(host, question);
  const { after, done, left } = applyHostFixes(before, chosen.choose);
  const { findings } = after;
  const delta = () => diffConnectivity(before.reach, after.reach);
  reportFixes(io, { done, left, findings, delta }, chosen);
  const edits = done.flatMap((step) => editsOf(step.finding, step.fix));
  const fixed = host.stacks.map(({ id, workspace }, index) => ({
    before: workspace,
    after: after.host.stacks[index]?.workspace ?? workspace,
    operations: edits.filter(({ stack }) => stack === id).flatMap(({ operations }) => operations),
  }));
  await deliverFixes(io, fixed, options);
  return failed ? exitCodes.failure : exitCodes.done;
}
