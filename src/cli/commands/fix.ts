// `bulkhead fix [FILE|DIR…]`, `bulkhead fix --host [DIR…]`: the fixes of findings, shown as a diff, as calls of `edit`, or saved.

import { applyFixes } from '../../core/fixes/apply-fixes.ts';
import { editsOf } from '../../core/fixes/offer-host-fixes.ts';
import { diffConnectivity } from '../../core/reach/diff/diff-connectivity.ts';
import { analyzeAlone, analyzeHost } from '../../core/rules/all-rules.ts';
import type { HostAnalysis } from '../../core/rules/analyze-host.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { isAboutHost, withRecords } from '../input/host-options.ts';
import { loadProjects } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { chooseFixes, deliverFixes, type FixChoice, type FixOptions, reportFixes } from './fix-options.ts';

/** Runs the command. Saves all stacks of a host together, or none. */
export async function runFix(io: Io, args: readonly string[], given: FixOptions): Promise<ExitCode> {
  const options = await withRecords(io, given);
  const chosen = chooseFixes(options);
  if (isAboutHost(options)) {
    const { loadHost } = await import('../input/load-host.ts');
    const { host, question, failed } = await loadHost(io, args, options);
    await fix(io, analyzeHost(host, question), options, chosen);
    return failed ? exitCodes.failure : exitCodes.done;
  }
  if (options.write === true && args.includes('-')) {
    throw new CallFailure('--write needs a file, not standard input.');
  }
  let failed = false;
  const fail = () => {
    failed = true;
  };
  for await (const { dir, project } of loadProjects(io, args, options, fail)) {
    const before = analyzeAlone(project);
    await fix(io, before, options, chosen, dir);
  }
  return failed ? exitCodes.failure : exitCodes.done;
}

async function fix(
  io: Io,
  before: HostAnalysis,
  options: FixOptions,
  chosen: FixChoice,
  dir: string | null = null,
): Promise<void> {
  const { after, done, left } = applyFixes(before, chosen.choose);
  if (dir !== null) io.complain(`${dir}:`);
  const delta = () => diffConnectivity(before.reach, after.reach);
  reportFixes(io, { done, left, findings: after.findings, delta }, chosen);
  const edits = done.flatMap((step) => editsOf(step.finding, step.fix));
  const fixed = before.host.stacks.map(({ id, workspace }, index) => ({
    before: workspace,
    after: after.host.stacks[index]?.workspace ?? workspace,
    operations: edits.filter(({ stack }) => stack === id).flatMap(({ operations }) => operations),
  }));
  await deliverFixes(io, fixed, options);
}
