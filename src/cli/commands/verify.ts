// `bulkhead verify [FILE…]`: compare a running Compose project with its files. Reads; what it starts are probes, with leave, and
// all of them are removed.

import { dockerNameOf } from '../../core/compose/docker-name-of.ts';
import { assumedOf } from '../../core/describe/assumed.ts';
import { deployedOnHost } from '../../core/plan/deployed-host.ts';
import { composeArguments } from '../../core/plan/plan-edit.ts';
import { planUp } from '../../core/plan/plan-up.ts';
import type { UpPlan } from '../../core/plan/up-plan.ts';
import { computeReach } from '../../core/reach/compute-reach.ts';
import type { Reach } from '../../core/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';
import { askCompose } from '../docker/ask-compose.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import { type ProjectOptions, readEngine } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { compareDeployment } from '../verify/compare-deployment.ts';
import { probeProject } from '../verify/probes/probe-project.ts';
import { type Deployment, readDeployment } from '../verify/read-deployment.ts';
import { emptyTally, type Tally } from '../verify/tally.ts';
import { verifyJson, verifyPretty } from '../verify/verify-report.ts';
import { type VerifyTools, verifyTools } from '../verify/verify-tools.ts';

export interface VerifyOptions extends ProjectOptions {
  readonly format: string;
  readonly yes?: boolean;
  readonly probe: boolean;
  readonly probeImage: string;
  readonly outside?: string;
}

/** Reads an `ADDRESS:PORT` as the target of a probe; null without one. */
export function readOutside(text: string | undefined): string | null {
  if (text === undefined) return null;
  const [, address, port] = /^((?:\d{1,3}\.){3}\d{1,3}):(\d{1,5})$/.exec(text) ?? [];
  if (address !== undefined && port !== undefined) return `${address} ${port}`;
  throw new CallFailure(
    `--outside ${text}: give the IPv4 address and port of a listener, as in 192.0.2.1:443.`,
  );
}

function projectOf({ name }: LoadedProject): string {
  if (name.name !== null) return name.name;
  throw new CallFailure("the project's name is unknown. Give it with -p.");
}

/** True when probes may be started. Fails when there is no terminal to ask at. */
async function mayProbe(tools: VerifyTools, options: VerifyOptions, project: string): Promise<boolean> {
  if (!options.probe) return false;
  if (options.yes === true) return true;
  const answer = await tools.confirm(
    `Start probe containers from ${options.probeImage} in the networks of project ${project}? They connect to listening ports, look up service names, and are removed afterwards.`,
  );
  if (answer !== null) return answer;
  throw new CallFailure(
    'verify starts probe containers, and there is no terminal to ask for confirmation. Give --yes, or --no-probe to compare only the structure.',
  );
}

function reachOn({ workspace, reachOptions }: LoadedProject, { engine }: Deployment): Reach {
  return computeReach(workspace.topology, { ...reachOptions, engine: readEngine(engine) });
}

/** Returns what `up` would do, starting from the project that runs. */
async function planOf(
  { docker }: VerifyTools,
  { workspace, name, reachOptions: { profiles } }: LoadedProject,
  reach: Reach,
  deployment: Deployment,
): Promise<UpPlan> {
  const side = { workspace, project: name.name, words: composeArguments(workspace.input.order, profiles) };
  const { compose, settingsOf } = await askCompose(docker, side.words);
  const host = { ...deployment, images: new Map() };
  return planUp(side, deployedOnHost(host, side, reach.options.ipv6Default === true), {
    profiles,
    refusals: new Map(),
    complete: false,
    settingsOf,
    ...(compose === null ? {} : { compose }),
  });
}

/** Runs the command; `args` are the operands. */
export async function runVerify(
  io: Io,
  args: readonly string[],
  options: VerifyOptions,
  tools: VerifyTools = verifyTools,
): Promise<ExitCode> {
  const { format } = options;
  if (format !== 'pretty' && format !== 'json') {
    throw new CallFailure(`--format ${format}: no such format. Use pretty or json.`);
  }
  const outside = readOutside(options.outside);
  const found = await findOneProject(io, args, options);
  const loaded = await loadProject(io, found.files, found.options);
  const project = projectOf(loaded);
  const probe = await mayProbe(tools, options, project);
  const { topology } = loaded.workspace;
  const names = [...topology.networks.values()].flatMap((network) => dockerNameOf(network, project) ?? []);
  const deployment = await readDeployment(tools.docker, project, names);
  const reach = reachOn(loaded, deployment);
  const compared = (plan: UpPlan | null): Tally => {
    const tally = emptyTally();
    compareDeployment({ topology, reach, deployment, tally, plan }, project);
    return tally;
  };
  const first = compared(null);
  // What leads to the files is asked only where something differs.
  const tally =
    first.differences.length === 0 ? first : compared(await planOf(tools, loaded, reach, deployment));
  let unprobed = probe ? null : options.probe ? 'the answer was no' : '--no-probe';
  let failure: CallFailure | null = null;
  try {
    const asked = { topology, reach, deployment, outside };
    if (probe) await probeProject(tools, options.probeImage, asked, tally, io.complain);
  } catch (error) {
    // What was compared so far is worth reporting; the exit code still shows that not everything was.
    if (!(error instanceof CallFailure)) throw error;
    failure = error;
    unprobed = error.message;
  }
  const report = {
    workspace: loaded.workspace,
    assumed: assumedOf(loaded.workspace, reach.options, loaded.name.from),
    project,
    engine: deployment.engine,
    unprobed,
    tally,
  };
  await io.print(format === 'json' ? [verifyJson(report)] : verifyPretty(report));
  if (failure !== null) throw failure;
  return tally.differences.length > 0 ? exitCodes.objection : exitCodes.done;
}
