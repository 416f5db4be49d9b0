// The stacks that run, through the `docker` command: from their files where these can be read here, else out of what runs.

import { relative, resolve } from 'node:path';
import { nameList } from '../../core/compose/name-list.ts';
import type { Network } from '../../core/compose/topology.ts';
import type { StackDifference, StackInput } from '../../core/host/host.ts';
import { stackAsItRuns } from '../../core/host/running/as-it-runs.ts';
import { networkValue } from '../../core/host/running/read-inspected.ts';
import { runningStack } from '../../core/host/running/recover-compose.ts';
import { isOnBridgeToo } from '../../core/host/running/recovery.ts';
import type { RunningContainer, RunningHost } from '../../core/host/running/running-host.ts';
import { type RunningProject, runningProjects } from '../../core/host/running/running-projects.ts';
import { computeReach } from '../../core/reach/compute-reach.ts';
import { linesOfStack } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { compareDeployment } from '../verify/compare-deployment.ts';
import { emptyTally } from '../verify/tally.ts';
import type { HostCommandOptions } from './host-options.ts';
import { loadProject } from './load-project.ts';
import { engineOptions, readEngine } from './project-options.ts';
import type { ReportFailure } from './read-stacks.ts';

/** A running host with the stacks of the given files. */
export interface LoadedRunningHost {
  /** The stacks: those of files in their order, then the others that run. */
  readonly stacks: readonly StackInput[];
  /** All networks of the Engine, by name. */
  readonly networks: ReadonlyMap<string, Network>;
  readonly engine: string;
  /** The options completed by the running Engine and its daemon; given switches win. */
  readonly options: HostCommandOptions;
}

/** An `Io` that may read the files of each project from a different place. */
export interface LabelIo extends Io {
  /** Returns the `Io` for the files that a project's containers name. */
  readonly filesOf?: (project: RunningProject) => Io;
}

/** Combines the running host with the stacks of given files and the files it was started from. */
export async function stacksThatRun(
  machine: LabelIo,
  host: RunningHost,
  given: readonly StackInput[],
  asked: HostCommandOptions,
  report: ReportFailure,
): Promise<LoadedRunningHost> {
  const options = asItRuns(asked, host);
  const io = withoutComposeMessages(machine);
  if (host.foreignHost !== null) io.complain(`${host.foreignHost}: facts about the host are unknown.`);
  const projects = runningProjects(host);
  for (const { name, oneOffs } of projects) {
    if (oneOffs.length === 0) continue;
    const names = nameList(oneOffs.map((container) => container.name));
    io.complain(`${name}: ${names} left out, created by docker compose run.`);
  }
  const taken = new Set<string>();
  const stacks: StackInput[] = [];
  for (const stack of given) {
    const project = taken.has(stack.project.name ?? '')
      ? undefined
      : projects.find(({ name }) => name === stack.project.name);
    if (project === undefined) stacks.push(stack);
    else {
      taken.add(project.name);
      reportOtherFiles(io, stack, project);
      stacks.push(withDifferences(withRunningProfiles(stack, project), host, project, options));
    }
  }
  const others = projects.filter(({ name, containers }) => !taken.has(name) && containers.length > 0);
  reportElsewhere(io, others);
  const mainOf = ({ workspace }: StackInput): string => resolve(io.cwd, workspace.input.order[0] ?? '');
  const started = new Set<string>();
  const running: StackInput[] = [];
  for (const project of others) {
    const ownFiles = await fromItsFiles(io, project, options, report);
    if (ownFiles !== null) started.add(mainOf(ownFiles));
    running.push(withDifferences(ownFiles ?? runningStack(host, project), host, project, options));
  }
  // A stack of these files runs under another name than they give (`up -p NAME`).
  const idle = (stack: StackInput): boolean => stack.from === 'files' && started.has(mainOf(stack));
  const networks = [...host.networks.values()].filter(({ driver }) => driver !== 'host' && driver !== 'null');
  return {
    stacks: [...stacks.filter((stack) => !idle(stack)), ...running],
    networks: new Map(networks.map((network) => [network.name, networkValue(network)])),
    engine: host.engine,
    options,
  };
}

function asItRuns(
  options: HostCommandOptions,
  { engine, foreignHost, daemon = {} }: RunningHost,
): HostCommandOptions {
  const read = { ...daemon, ...options.daemon };
  return {
    ...options,
    engine: readEngine(engine),
    ...(foreignHost === null ? {} : { foreignHost }),
    ...(Object.keys(read).length > 0 ? { daemon: read } : {}),
  };
}

/**
 * Returns the `Io` without the shell variables that would give all stacks one name or one set of files. They applied when each stack was
 * started, not here.
 */
function withoutComposeMessages<Machine extends Io>(io: Machine): Machine {
  const variables = new Map(io.variables);
  for (const name of ['COMPOSE_PROJECT_NAME', 'COMPOSE_FILE', 'COMPOSE_PROFILES']) variables.delete(name);
  return { ...io, variables };
}

/** Returns the stack of the files that a project was started from; null when they are missing or give no model. */
async function fromItsFiles(
  machine: LabelIo,
  project: RunningProject,
  options: HostCommandOptions,
  report: ReportFailure,
): Promise<StackInput | null> {
  const { name, folder, files, envFiles } = project;
  const io = withoutComposeMessages(machine.filesOf?.(project) ?? machine);
  if (files.length === 0 || files.some((file) => !isHere(io, file))) return null;
  const shown = files.map((file) => shownPath(io, file));
  const ownOptions: HostCommandOptions = {
    ...options,
    merge: true,
    envFile: envFiles.length > 0 && envFiles.every((file) => isHere(io, file)) ? envFiles : options.envFile,
  };
  try {
    const first = await loadProject(io, shown, ownOptions, `${name}: `);
    // Whether its name is the one that its files give, and not one of `-p` or of a variable at its start.
    const same = first.name.name === name;
    const {
      workspace,
      reachOptions,
      name: named,
    } = same ? first : await loadProject(io, shown, { ...ownOptions, projectName: name }, `${name}: `);
    const dir = folder === null ? null : shownPath(io, folder) || '.';
    const stack: StackInput = {
      dir,
      from: 'both',
      workspace,
      profiles: reachOptions.profiles,
      project: named,
    };
    return withRunningProfiles(stack, project);
  } catch (error) {
    report([...linesOfStack(error, name), `${name}: shown as it runs, since its files give no model.`]);
    return null;
  }
}

/** Reports stacks whose files are on another machine; on a remote Engine that is all of them. */
function reportElsewhere(io: Io, projects: readonly RunningProject[]): void {
  const absent = projects.flatMap(({ name, files }) => {
    const missing = files.filter((file) => !isHere(io, file));
    return missing.length === 0 ? [] : [{ name, missing }];
  });
  const [first, ...more] = absent;
  if (!first) return;
  io.complain(
    more.length === 0
      ? `${first.name}: started from ${nameList(first.missing)}, which is not here; shown as it runs.`
      : `${nameList(absent.map(({ name }) => name))}: started from files that are not here; shown as they run.`,
  );
}

/** True when this machine can read the file that a label names. */
export function isHere(io: Io, file: string): boolean {
  try {
    return file.startsWith('/') || /^[a-z]:[\\/]/i.test(file) ? io.kindOf(file) === 'file' : false;
  } catch {
    return false;
  }
}

/** Returns the path relative to the working folder when it lies below. */
function shownPath(io: Io, path: string): string {
  const inside = relative(io.cwd, path);
  const shown = inside.startsWith('..') ? path : inside;
  return shown.replaceAll('\\', '/');
}

/** Returns the stack with the profiles of its running services active, since the `--profile` of its start is stored nowhere. */
function withRunningProfiles(stack: StackInput, { containers }: RunningProject): StackInput {
  const active = new Set(stack.profiles);
  const run = new Set(containers.map(({ service }) => service));
  for (const { name, profiles } of stack.workspace.topology.services.values()) {
    const [first] = profiles;
    if (
      first !== undefined &&
      run.has(name) &&
      !active.has('*') &&
      !profiles.some((profile) => active.has(profile))
    )
      active.add(first);
  }
  return { ...stack, from: 'both', profiles: [...active] };
}

/** Reports that Compose takes two sets of files for one project, and that the files here are shown. */
function reportOtherFiles(io: Io, { workspace, dir }: StackInput, { name, files }: RunningProject): void {
  const here = new Set(workspace.input.order.map((file) => resolve(io.cwd, file)));
  const others = files.filter((file) => !here.has(file));
  if (others.length === 0) return;
  io.complain(`${name}: runs from ${nameList(others)}, and not from ${dir ?? 'the files here'}.`);
}

/** Returns the stack with its differences from what runs, as `verify` compares without probes. */
export function withDifferences(
  stack: StackInput,
  host: RunningHost,
  project: RunningProject,
  options: HostCommandOptions,
): StackInput {
  const { topology } = stack.workspace;
  const containers = stack.from === 'running' ? project.containers.map(asRecovered) : project.containers;
  const networks = new Map([...host.networks].map(([name, network]) => [name, networkValue(network)]));
  const reach = computeReach(topology, {
    ...engineOptions({ ...options, engine: readEngine(host.engine) }),
    profiles: stack.profiles,
    project: stack.project.name,
    elsewhere: networks,
  });
  const tally = emptyTally();
  const deployment = {
    engine: host.engine,
    foreignHost: host.foreignHost,
    publishedPorts: publishedPorts(host),
    // A container on a network of this project belongs to this host, and is shown there.
    projectIds: new Set(host.containers.map(({ id }) => id)),
    containers,
    neighbours: [],
    networks: host.networks,
  };
  compareDeployment({ topology, reach, deployment, tally, plan: null }, stack.project.name ?? project.name);
  const differences = tally.differences.map(
    ({ fact, at, predicted, measured, lost }): StackDifference => ({
      fact,
      at,
      files: predicted,
      running: measured,
      ...(lost ? { lost } : {}),
    }),
  );
  if (stack.from === 'running') return { ...stackAsItRuns(stack, host, project), differences };
  if (differences.length === 0) return { ...stack, differences };
  const asItRuns = { ...stackAsItRuns(runningStack(host, project), host, project), dir: stack.dir };
  return { ...stack, differences, asItRuns };
}

function publishedPorts({ containers }: RunningHost): ReadonlySet<number> {
  const bound = containers.flatMap(({ boundPorts }) => boundPorts);
  return new Set(bound.flatMap(({ protocol, hostPort }) => (protocol === 'tcp' ? Number(hostPort) : [])));
}

/**
 * Returns a container as the recovered file names it: by its own name when its service is unknown, and with docker0 beside its other
 * networks.
 */
function asRecovered(container: RunningContainer): RunningContainer {
  const service = container.service === '' ? container.name : container.service;
  return { ...container, service, mode: isOnBridgeToo(container) ? 'networks' : container.mode };
}
