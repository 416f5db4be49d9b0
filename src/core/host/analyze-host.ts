// Everything that follows from the stacks of a host together. Each stack is analyzed by itself, with what the others say of the
// networks it asks for; who reaches whom across them comes from the joined topology.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { finish, type Steps } from '../compose/steps.ts';
import type { Network, Service } from '../compose/topology.ts';
import { weighFindings } from '../findings/rule-sets.ts';
import { baseOf, computeReach } from '../reach/compute-reach.ts';
import type { Reach, ReachOptions } from '../reach/reach-model.ts';
import { type Analysis, analysisSteps } from '../rules/analyze.ts';
import type { Host, Stack } from './host.ts';
import { hostNameRows, hostNames } from './host-names.ts';
import { hostNeeds } from './host-needs.ts';
import type { HostContext, HostFinding } from './host-rule.ts';
import { hostWays } from './host-ways.ts';
import { type JoinedStacks, joinStacks } from './join-stacks.ts';
import { runHostRules } from './run-host-rules.ts';

/** Options of the Engine, the same for all stacks; profiles and names belong to each stack. */
export type HostOptions = Omit<ReachOptions, 'profiles' | 'project' | 'elsewhere'>;

export interface HostAnalysis extends HostContext {
  readonly options: HostOptions;
  /** Those of the host's own rules, then those of each stack in order. */
  readonly findings: readonly HostFinding[];
}

/** What a host is analyzed with beside its files. */
export interface HostQuestion {
  readonly options: HostOptions;
  readonly live?: boolean;
  /** An existing analysis of exactly this workspace; it is used where it was made with the options of the stack. */
  readonly made?: (stack: Stack) => Analysis | null;
}

/** The analysis of a host; that of every stack for which nothing changed is taken from `previous`. */
export function analyzeHost(
  host: Host,
  question: HostQuestion,
  previous: HostAnalysis | null = null,
): HostAnalysis {
  return finish(hostSteps(host, question, previous));
}

/** `analyzeHost` in short steps. */
export function* hostSteps(
  host: Host,
  { options, live = false, made = () => null }: HostQuestion,
  previous: HostAnalysis | null,
): Steps<HostAnalysis> {
  const joined = joinStacks(host);
  yield;
  const analyses = new Map<string, Analysis>();
  for (const stack of host.stacks) {
    const before = previous?.analyses.get(stack.id) ?? null;
    const own = stackOptions(stack, host, joined, options);
    analyses.set(stack.id, yield* stackAnalysis(stack, own, made(stack), before));
    yield;
  }
  const reach = joinedReach(host, joined, options);
  const base = baseOf(reach, joined.topology);
  const names = hostNames(base, containersIn(joined));
  yield;
  const needs = hostNeeds({ joined, reach, names, analyses });
  yield;
  const ways = hostWays({ host, joined, reach, names, needs, analyses });
  yield;
  const context: HostContext = { host, joined, reach, names, needs, analyses, live, ways };
  const findings: HostFinding[] = [];
  for (const found of yield* runHostRules(context)) {
    const [finding = found.finding] = weighFindings([found.finding], options.rules ?? 'default');
    findings.push({ ...found, finding });
  }
  for (const [stack, { findings: own }] of analyses) {
    for (const finding of own) findings.push({ stack, finding });
  }
  return { ...context, options, findings };
}

function containersIn({ containers }: JoinedStacks): (service: Service) => readonly string[] {
  return ({ name }) => containers.get(name) ?? [];
}

/** Who reaches whom across all stacks. */
export function joinedReach(host: Host, joined: JoinedStacks, options: HostOptions): Reach {
  const all: ReachOptions = { ...options, profiles: ['*'], project: null, elsewhere: host.networks };
  return computeReach(joined.topology, all, hostNameRows(containersIn(joined)));
}

function* stackAnalysis(
  { workspace }: Stack,
  options: ReachOptions,
  made: Analysis | null,
  before: Analysis | null,
): Steps<Analysis> {
  if (made !== null && sameOptions(made.reach.options, options)) {
    workspaceOf.set(made, workspace);
    return made;
  }
  if (before?.topology === workspace.topology && sameOptions(before.reach.options, options)) {
    if (workspaceOf.get(before) === workspace) return before;
  }
  const analysis = yield* analysisSteps(workspace, options, before);
  workspaceOf.set(analysis, workspace);
  return analysis;
}

/** The workspace of each analysis: findings point into its texts, so an analysis belongs to a workspace and not to its model alone. */
const workspaceOf = new WeakMap<Analysis, Stack['workspace']>();

/** The options of one stack, with what the host knows of the networks that it asks others for. */
export function stackOptions(
  { workspace, profiles, project }: Stack,
  host: Host,
  joined: JoinedStacks,
  options: HostOptions,
): ReachOptions {
  const elsewhere = new Map<string, Network>();
  for (const network of workspace.topology.networks.values()) {
    if (network.external !== true) continue;
    const name = dockerNameOf(network, project.name);
    if (name === null) continue;
    const made = joined.networks.get(name)?.madeBy === null ? undefined : joined.topology.networks.get(name);
    const known = made?.external === false ? made : host.networks.get(name);
    if (known) elsewhere.set(name, known);
  }
  const own: ReachOptions = { ...options, profiles, project: project.name };
  return elsewhere.size === 0 ? own : { ...own, elsewhere };
}

function sameOptions(one: ReachOptions, other: ReachOptions): boolean {
  return optionsText(one) === optionsText(other) && sameNetworks(one.elsewhere, other.elsewhere);
}

function optionsText({ elsewhere: _, ...options }: ReachOptions): string {
  return JSON.stringify(options);
}

function sameNetworks(one: ReachOptions['elsewhere'], other: ReachOptions['elsewhere']): boolean {
  if ((one?.size ?? 0) !== (other?.size ?? 0)) return false;
  for (const [name, network] of one ?? []) {
    const known = other?.get(name);
    if (known === undefined || networkText(known) !== networkText(network)) return false;
  }
  return true;
}

/** A network's traits as a text, without its place in a file. */
function networkText({ tree: _, driverOpts, ...network }: Network): string {
  return JSON.stringify([network, [...driverOpts]]);
}
