// `bulkhead plan AFTER… --from BEFORE…`: what `docker compose up -d` will do, and the commands that lead to the files.

import { planJson } from '../../core/export/plan/plan-json.ts';
import { planLines } from '../../core/export/plan/plan-text.ts';
import { CallFailure } from '../call-failure.ts';
import { type Docker, runDocker } from '../docker/docker-command.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { withMachine } from '../input/host-options.ts';
import type { Io } from '../io.ts';
import { type PlanQuestion, planProject } from '../questions/plan-project.ts';

export interface PlanCommandOptions extends PlanQuestion {
  readonly format: string;
  /** The file of a fleet, or its folder, and the commit at which it is deployed. */
  readonly fleet?: string;
  readonly against?: string;
}

/** Runs the command; `args` are the files to deploy. Any plan ends with exit code 0. */
export async function runPlan(
  io: Io,
  args: readonly string[],
  given: PlanCommandOptions,
  docker: Docker = runDocker,
): Promise<ExitCode> {
  const { from, fleet, against, ...question } = given;
  const { format } = given;
  if (format !== 'table' && format !== 'json')
    throw new CallFailure(`--format ${format}: no such format. Use table or json.`);
  if (fleet !== undefined) {
    const { runPlanFleet } = await import('./fleet/plan-fleet.ts');
    return runPlanFleet(io, args, fleet, given);
  }
  const options = { ...(await withMachine(io, question)), from };
  if (against !== undefined) throw new CallFailure('--against works only with --fleet. Give --from FILE.');
  const plan = await planProject(io, args, options, docker);
  await io.print(format === 'json' ? [planJson(plan)] : planLines(plan));
  return exitCodes.done;
}
