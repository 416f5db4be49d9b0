// `bulkhead plan --fleet OLD NEW | --fleet FILE --against GITREF | --fleet FILE --docker`: what becomes of a fleet when its files are deployed.

import { fleetDiffReport } from '../../../core/export/diff/fleet-diff-report.ts';
import { fleetPlanJson, fleetPlanLines } from '../../../core/export/plan/fleet-plan.ts';
import { deployedOnHost } from '../../../core/plan/deployed-host.ts';
import type { StackSide } from '../../../core/plan/plan-stacks.ts';
import { analyzeFleet } from '../../../core/rules/all-rules.ts';
import { CallFailure } from '../../call-failure.ts';
import { askCompose } from '../../docker/ask-compose.ts';
import { type Docker, runDocker } from '../../docker/docker-command.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { type RunSync, runSync } from '../../git/run-git.ts';
import { askContexts, type ContextAnswer, type FleetTools, fleetTools } from '../../input/ask-contexts.ts';
import { loadFleet } from '../../input/load-fleet.ts';
import type { ProjectOptions } from '../../input/project-options.ts';
import type { Io } from '../../io.ts';
import { diffPieces } from '../../output/diff-pieces.ts';
import { type FleetVersions, planFleet, type RunningOn } from '../../questions/plan-fleet.ts';
import { type PlanQuestion, readCompose } from '../../questions/plan-project.ts';
import { versionsOf } from './diff-fleet.ts';

/** The options of `plan` with a fleet. */
export interface FleetPlanOptions extends PlanQuestion {
  readonly against?: string;
  readonly format: string;
}

/** The programs that a plan asks; tests pass their own. */
export interface PlanTools {
  readonly git: RunSync;
  readonly docker: Docker;
  readonly contexts: FleetTools;
}

const realTools: PlanTools = { git: runSync, docker: runDocker, contexts: fleetTools };

/** Runs the command on the fleet of `file`; `args` are the operands behind it. Any plan ends with exit code 0. */
export async function runPlanFleet(
  io: Io,
  args: readonly string[],
  file: string,
  given: FleetPlanOptions,
  tools: PlanTools = realTools,
): Promise<ExitCode> {
  const { from, beside, against, docker, compose, format, machine, ...options } = given;
  if (from.length + beside.length > 0 || machine !== undefined)
    throw new CallFailure(
      '--fleet has the stacks and records of its machines in its file: leave out --from, --beside and --machine.',
    );
  const release = compose === undefined ? null : readCompose(compose);
  const loaded =
    docker === true
      ? await besideEngines(io, args, file, { ...options, against }, tools)
      : await besideFiles(io, args, file, { ...options, against }, tools);
  const plan = await planFleet(io, { ...loaded.versions, compose: release });
  if (format === 'json') await io.print([fleetPlanJson(plan)]);
  else {
    const report = fleetDiffReport(loaded.versions.before, loaded.versions.after);
    await io.printPainted(fleetPlanLines(plan, diffPieces(io, 'pretty', report)));
  }
  return loaded.failed ? exitCodes.failure : exitCodes.done;
}

type Options = Omit<ProjectOptions, 'from'> & { readonly against: string | undefined };

interface Loaded {
  readonly versions: Omit<FleetVersions, 'compose'>;
  readonly failed: boolean;
}

/** Loads two versions of the files, of which the first is deployed. */
async function besideFiles(
  io: Io,
  args: readonly string[],
  file: string,
  { against, ...options }: Options,
  { git }: PlanTools,
): Promise<Loaded> {
  if (against === undefined && args.length !== 1)
    throw new CallFailure(
      'plan needs to know what runs: plan --fleet OLD NEW, plan --fleet FILE --against GITREF, or plan --fleet FILE --docker.',
    );
  const asked = { ...options, stackFile: [], ...(against !== undefined && { against }) };
  const [before, after] = await versionsOf(io, args, file, asked, git);
  return {
    versions: {
      before: analyzeFleet(before.fleet),
      after: analyzeFleet(after.fleet),
      running: null,
      hashes: null,
    },
    failed: before.failed || after.failed,
  };
}

/** Loads the files, and what runs on each machine that has a context. */
async function besideEngines(
  io: Io,
  args: readonly string[],
  file: string,
  { against, ...options }: Options,
  { docker, contexts }: PlanTools,
): Promise<Loaded> {
  if (args.length > 0 || against !== undefined)
    throw new CallFailure('--docker reads what runs: leave out the second version and --against.');
  const once = askedOnce(contexts);
  const plain = { ...options, stackFile: [] };
  const after = await loadFleet(io, file, plain);
  const answers = await askContexts(after.fleet.file.machines.values(), once);
  const quiet = { ...io, complain: () => {} };
  const before = await loadFleet(quiet, file, { ...plain, docker: true, asItRuns: true }, once);
  const hashes = async (words: readonly string[]): Promise<StackSide['settingsOf']> => {
    const { settingsOf, silent } = await askCompose(docker, words);
    if (silent !== null) io.complain(`docker compose config: ${silent} It is unknown which services change.`);
    return settingsOf;
  };
  const running = runningBy(answers, options.ipv6Default === true);
  const failed = after.failed || [...answers.values()].some(({ silent }) => silent !== null);
  const [was, is] = [analyzeFleet(before.fleet), analyzeFleet(after.fleet)];
  return { versions: { before: was, after: is, running, hashes }, failed };
}

function runningBy(answers: ReadonlyMap<string, ContextAnswer>, ipv6Default: boolean): RunningOn {
  return (machine, stacks) => {
    const answer = answers.get(machine);
    if (!answer)
      return stacks.length === 0 ? [] : `${machine} has no context, so it is unknown what runs there.`;
    const { running, readAt, silent } = answer;
    if (running) return (side) => deployedOnHost(running, side, ipv6Default);
    return `${machine} did not answer at ${new Date(readAt).toISOString()}, so it is unknown what runs there. ${silent ?? ''}`.trim();
  };
}

/** Returns tools that ask each Engine each question once. */
function askedOnce({ dockerOf, now }: FleetTools): FleetTools {
  const known = new Map<string, ReturnType<Docker>>();
  return {
    now,
    dockerOf: (context) => (args, seconds) => {
      const key = JSON.stringify([context, args]);
      const answer = known.get(key) ?? dockerOf(context)(args, seconds);
      known.set(key, answer);
      return answer;
    },
  };
}
