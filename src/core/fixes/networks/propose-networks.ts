// Proposes the networks of a whole project from its needs: the fewest that carry each need and connect no other pair. Data networks are
// internal; whoever publishes a port or needs a way out has a network that is not. Services without a known need stay where they are.

import { nameList } from '../../compose/name-list.ts';
import type { Operation } from '../../compose/operations/operation.ts';
import { planInWorkspace } from '../../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { RuleContext } from '../../findings/finding.ts';
import { outwardNeeds } from '../../needs/must-needs.ts';
import { projectFacts } from '../../needs/project-facts.ts';
import { type Analysis, analyzeAgain } from '../../rules/analyze.ts';
import { defaultPoolCount, isManaged } from '../../rules/facts/networks.ts';
import { oncePerContext } from '../../rules/facts/once-per-context.ts';
import { errorsAdded } from '../propose-split.ts';
import { cliqueCover, type Edge, edgeKey } from './clique-cover.ts';
import { type NamedGroup, nameNetworks } from './network-names.ts';
import { keptNetworks, networkOperations } from './network-operations.ts';
import type { NetworkGroup, ProposedNetwork } from './proposed-network.ts';

/** The most networks that a proposal makes: the rest of Docker's default pools beside the default bridge. */
const mostNetworks = defaultPoolCount - 1;

export interface NetworksProposal {
  readonly networks: readonly ProposedNetwork[];
  /** The networks that nobody is on any more. */
  readonly removed: readonly string[];
  readonly operations: readonly Operation[];
  /** The number of connected pairs without a known need, before and after. */
  readonly unneeded: { readonly before: number; readonly after: number };
  /** Sentences about services that stay where they are, and about needs that no network can carry. */
  readonly limits: readonly string[];
  /** Objections in sentences; a proposal with one is shown and not offered. */
  readonly objections: readonly string[];
}

/** Returns the proposal for the whole project; without networks when no need asks for one. */
export function proposeNetworks(workspace: Workspace, analysis: Analysis): NetworksProposal {
  const basis = basisOf(workspace, analysis);
  const { context, asked, edges, limits } = basis;
  const groups = withExits(context, cliqueCover(asked, edges));
  if (groups.length > mostNetworks) return tooMany(groups.length, limits);
  return proposalOf(basis, nameNetworks(context, groups, asked));
}

/** Returns the proposal of networks that a person renamed or merged, tried anew. */
export function proposeChosen(
  workspace: Workspace,
  analysis: Analysis,
  chosen: readonly NamedGroup[],
): NetworksProposal {
  const proposal = proposalOf(basisOf(workspace, analysis), chosen);
  const names = chosen.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index));
  const objections = [...twice].map((name) => `Two networks are named ${name}.`);
  return { ...proposal, objections: [...objections, ...proposal.objections] };
}

interface Basis {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  readonly context: RuleContext;
  readonly names: readonly string[];
  readonly needed: readonly Edge[];
  /** The needs that no kept network carries. */
  readonly edges: readonly Edge[];
  /** The services that are placed: those with one of these needs. */
  readonly asked: readonly string[];
  readonly kept: ReadonlyMap<string, ReadonlySet<string>>;
  readonly limits: readonly string[];
}

function basisOf(workspace: Workspace, analysis: Analysis): Basis {
  const context: RuleContext = { ...analysis, workspace };
  const names = attachedOwners(analysis);
  const needed = neededPairs(analysis, names);
  const kept = keptNetworks(context, names);
  const shareKept = ([a, b]: Edge): boolean => [...(kept.get(a) ?? [])].some((one) => kept.get(b)?.has(one));
  const edges = needed.filter((edge) => !shareKept(edge));
  const ends = new Set(edges.flat());
  const asked = names.filter((name) => ends.has(name));
  const staying = names.filter((name) => !ends.has(name));
  const limits = limitsOf(context, staying, kept);
  return { workspace, analysis, context, names, needed, edges, asked, kept, limits };
}

function proposalOf(
  { workspace, analysis, context, names, needed, kept, limits }: Basis,
  named: readonly NamedGroup[],
): NetworksProposal {
  const needKeys = new Set(needed.map(edgeKey));
  const networks = named.map(({ name, fresh, internal, members }): ProposedNetwork => {
    const pairs = pairsOf(members);
    const carries = needed.filter(([a, b]) => members.includes(a) && members.includes(b));
    const more = pairs.filter((pair) => !needKeys.has(edgeKey(pair)));
    const reason = reasonOf(context, { internal, members, carries, more }, named);
    return { name, fresh, internal, members, carries, more, reason };
  });
  const { operations, removed } = networkOperations(context, networks, kept);
  return {
    networks,
    removed,
    operations,
    ...judged(workspace, analysis, operations, names, needed),
    limits,
  };
}

/** Returns the proposal without networks where Docker has no room for as many. */
function tooMany(count: number, limits: readonly string[]): NetworksProposal {
  const objection = `The needs take ${count} networks, and Docker's default pools have room for ${mostNetworks}. Split the largest networks one by one instead.`;
  return {
    ...{ networks: [], removed: [], operations: [], limits },
    unneeded: { before: 0, after: 0 },
    objections: [objection],
  };
}

/** Returns the active services with networks of their own, in file order. */
function attachedOwners({ reach, topology }: Analysis): readonly string[] {
  return reach.services.filter(
    (name) => reach.facts.get(name)?.owner === name && topology.services.get(name)?.mode.kind === 'networks',
  );
}

/** Returns the pairs of owners that need a connection, from the one that asks, each pair once; a proxy asks those that it serves. */
function neededPairs({ needs, reach }: Analysis, names: readonly string[]): readonly Edge[] {
  const owners = new Set(names);
  const found = new Map<string, Edge>();
  const add = (from: string, to: string): void => {
    const [a, b] = [reach.facts.get(from)?.owner ?? '', reach.facts.get(to)?.owner ?? ''];
    if (a === b || !owners.has(a) || !owners.has(b)) return;
    if (!found.has(edgeKey([a, b]))) found.set(edgeKey([a, b]), [a, b]);
  };
  for (const { from, to } of needs.all) add(from, to);
  for (const name of reach.services)
    for (const { proxy, ghost } of reach.proxied(name)) if (!ghost) add(proxy, name);
  return [...found.values()];
}

function pairsOf(names: readonly string[]): readonly Edge[] {
  return names.flatMap((a, index) => names.slice(index + 1).map((b): Edge => [a, b]));
}

/** The owners of a service that publishes a port, or is known to connect to something outside. */
const leaving = oncePerContext(({ reach, needs, topology, workspace }): ReadonlySet<string> => {
  const outward = new Set(outwardNeeds(workspace));
  for (const { from, to } of needs.beyond) if (to !== 'host') outward.add(from);
  const found = new Set<string>();
  for (const name of reach.services) {
    const service = topology.services.get(name);
    const leaves = (service?.ports.length ?? 0) > 0 || service?.tags.external === true || outward.has(name);
    const owner = reach.facts.get(name)?.owner;
    if (leaves && typeof owner === 'string') found.add(owner);
  }
  return found;
});

const leavesHost = (context: RuleContext, name: string): boolean => leaving(context).has(name);

/** Makes data networks internal, and adds a network for each service that leaves the host and would only be on internal ones. */
function withExits(context: RuleContext, cliques: readonly (readonly string[])[]): readonly NetworkGroup[] {
  const isData = (name: string): boolean => context.tiers.of(name) === 'data';
  const groups = cliques.map((members): NetworkGroup => {
    const data = members.filter(isData);
    return { members, internal: data.length > 0 && !data.some((name) => leavesHost(context, name)) };
  });
  const isShut = (name: string): boolean =>
    leavesHost(context, name) &&
    groups.filter(({ members }) => members.includes(name)).every(({ internal }) => internal);
  const shut = [...new Set(cliques.flat())].filter(isShut);
  return [...shut.map((name): NetworkGroup => ({ members: [name], internal: false })), ...groups];
}

function reasonOf(
  context: RuleContext,
  { internal, members, carries, more }: Pick<ProposedNetwork, 'internal' | 'members' | 'carries' | 'more'>,
  all: readonly NetworkGroup[],
): string {
  const needs = nameList(carries.map(([from, to]) => `${from} needs ${to}`));
  const exits = members.filter((name) => leavesHost(context, name));
  const over =
    more.length === 0
      ? ''
      : ` It allows ${pairCount(more)} without a need: ${nameList(more.map((pair) => pair.join('-')))}.`;
  if (carries.length === 0)
    return `${nameList(members)} ${publishes(context, members) ? 'publishes a port' : 'needs a way out'}, which takes a network that is not internal.${over}`;
  if (internal) {
    const others = exits.filter((name) => all.some((one) => !one.internal && one.members.includes(name)));
    const none = members.length === 2 ? 'neither needs' : 'none of them needs';
    const why =
      others.length === 0 ? `${none} a way out` : `${nameList(others)} goes out over another network`;
    return `${needs}; internal, since ${why}.${over}`;
  }
  if (exits.length === 0) return `${needs}.${over}`;
  return `${needs}; not internal, since ${nameList(exits)} ${publishes(context, exits) ? 'publishes a port' : 'needs a way out'}.${over}`;
}

function publishes({ topology }: RuleContext, names: readonly string[]): boolean {
  return names.some((name) => (topology.services.get(name)?.ports.length ?? 0) > 0);
}

const pairCount = (pairs: readonly Edge[]): string =>
  pairs.length === 1 ? 'one more pair' : `${pairs.length} more pairs`;

function limitsOf(
  { topology, reach }: RuleContext,
  staying: readonly string[],
  kept: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const limits: string[] = [];
  if (staying.length > 0)
    limits.push(
      `No need of ${nameList(staying)} is known, so ${staying.length === 1 ? 'it stays' : 'they stay'} where ${staying.length === 1 ? 'it is' : 'they are'}.`,
    );
  const held = [...kept].flatMap(([name, networks]) =>
    [...networks].filter((network) => !isManaged(topology.networks.get(network))).map(() => name),
  );
  if (held.length > 0)
    limits.push(
      `${nameList([...new Set(held)])} keep${held.length === 1 ? 's' : ''} networks that other files make.`,
    );
  const idle = [...topology.services.keys()].filter((name) => !reach.facts.has(name));
  if (idle.length > 0)
    limits.push(`${nameList(idle)} ${idle.length === 1 ? 'is' : 'are'} not active and left out.`);
  return limits;
}

/** Measures the operations on a copy: pairs without a need, needs that stay open, and errors that they add. */
function judged(
  workspace: Workspace,
  analysis: Analysis,
  operations: readonly Operation[],
  names: readonly string[],
  needed: readonly Edge[],
): Pick<NetworksProposal, 'unneeded' | 'objections'> {
  const needKeys = new Set(needed.map(edgeKey));
  const count = ({ reach }: Pick<Analysis, 'reach'>): number =>
    pairsOf(names).filter((pair) => reach.direct(...pair) !== false && !needKeys.has(edgeKey(pair))).length;
  const before = count(analysis);
  if (operations.length === 0) return { unneeded: { before, after: before }, objections: [] };
  const planned = planInWorkspace(workspace, operations);
  if (!planned.ok) return { unneeded: { before, after: before }, objections: [planned.error.message] };
  const { reach } = projectFacts(planned.value.workspace, analysis.reach.options);
  const unmet = needed.filter((pair) => reach.direct(...pair) === false);
  const after = analyzeAgain(analysis, planned.value.workspace);
  return {
    unneeded: { before, after: count({ reach }) },
    objections: [
      ...unmet.map(([from, to]) => `${from} would not reach ${to}.`),
      ...errorsAdded(analysis, after),
    ],
  };
}
