// The services that a namespace reaches at their own addresses: over loopback, common networks, the host, or routing.

import { memoize } from '../../compose/memoize.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { ingressMatches } from '../namespaces/ingress-ports.ts';
import { opensPortsOf } from '../namespaces/listening.ts';
import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import { canCross, type Segment } from '../networks/segment.ts';
import { type ReachBase, rowWhere, triRowOfEach, triRowWhere } from '../reach-base.ts';
import { type BitRow, setBit } from './bit-row.ts';
import { type Clause, unionOf, verdictsOf } from './clause.ts';
import { itemAt } from './item-at.ts';
import { agreed, both } from './tri.ts';
import { addMaybe, addTri, addWhen, type TriDraft, type TriRow } from './tri-row.ts';

/** Data shared by the direct rows of a project. */
export interface DirectShared {
  readonly onHostNetwork: BitRow;
  readonly unmanaged: BitRow;
  readonly all: BitRow;
  /** The services that the host reaches (X14). */
  readonly fromHost: TriRow;
  /** The services that answer containers on other bridges at their address there (X8, X10, X16), by segment index. */
  readonly routed: readonly (TriRow | undefined)[];
  /** The cached row of services attached to a single network, by segment index. */
  readonly singleNetworkRows: (TriRow | undefined)[];
}

export const directShared = memoize((base: ReachBase): DirectShared => {
  return {
    onHostNetwork: rowWhere(base, ({ kind }) => kind === 'host'),
    unmanaged: rowWhere(base, ({ kind }) => kind === 'unknown'),
    all: rowWhere(base, () => true),
    fromHost: triRowWhere(base, (namespace) =>
      namespace.kind === 'host' ? true : (base.facts[namespace.index]?.fromHost ?? 'unknown'),
    ),
    routed: base.segments.all.map((segment) =>
      segment.answersBridges === 'none'
        ? undefined
        : triRowOfEach(base, (namespace, member) => answersBridges(base, namespace, member, segment)),
    ),
    singleNetworkRows: [],
  };
});

/** Returns the services that a namespace reaches at their own addresses. */
export function directRow(base: ReachBase, shared: DirectShared, namespace: Namespace): TriRow {
  const [only] = namespace.endpoints;
  // All members of one network with open traffic reach each other, so they share a row.
  const isShareable = namespace.endpoints.length === 1 && only?.segment.carries === true;
  const cached = isShareable ? shared.singleNetworkRows[only.segment.index] : undefined;
  if (cached) return cached;
  const row = unionOf(directClauses, base, shared, namespace);
  if (isShareable) shared.singleNetworkRows[only.segment.index] = row;
  return row;
}

type DirectClause = Clause<DirectClauseId, DirectShared, Namespace>;

export type DirectClauseId =
  | 'same-namespace'
  | 'unknown-caller'
  | 'unknown-target'
  | 'from-host'
  | 'common-network'
  | 'routed-below'
  | 'to-host'
  | 'routed'
  | 'ingress'
  | 'crossing';

const onNetworks = (_: ReachBase, { kind }: Namespace): boolean => kind === 'networks';

/** All reasons why a service answers at its own addresses. For a namespace without a network (X15) only the first and the third apply. */
export const directClauses: readonly DirectClause[] = [
  {
    id: 'same-namespace',
    rules: ['C1'],
    concerns: () => true,
    add: (row, _, { members }) => {
      for (const member of members) setBit(row.yes, member);
    },
  },
  {
    id: 'unknown-caller',
    rules: ['A8'],
    concerns: (_, { kind }) => kind === 'unknown',
    add: (row, _, __, { all }) => addMaybe(row, all),
  },
  {
    id: 'unknown-target',
    rules: ['A8'],
    concerns: () => true,
    add: (row, _, __, { unmanaged }) => addMaybe(row, unmanaged),
  },
  {
    id: 'from-host',
    rules: ['C1', 'X14', 'P11'],
    concerns: (_, { kind }) => kind === 'host',
    add: (row, _, __, { fromHost }) => addTri(row, true, fromHost),
  },
  { id: 'common-network', rules: ['C2', 'C4', 'C7', 'C8', 'D1'], concerns: onNetworks, add: addNeighbours },
  { id: 'routed-below', rules: ['C8'], concerns: onNetworks, add: addRoutedBelow },
  {
    id: 'to-host',
    rules: ['X13', 'H2', 'P11'],
    concerns: onNetworks,
    add: (row, { facts }, { index }, { onHostNetwork }) =>
      addWhen(row, facts[index]?.toHost ?? 'unknown', onHostNetwork),
  },
  { id: 'routed', rules: ['X8', 'X10', 'X16'], concerns: onNetworks, add: addRouted },
  {
    id: 'ingress',
    rules: ['SW6'],
    concerns: (base, namespace) => onNetworks(base, namespace) && base.behaviour.gatewayBridge,
    add: addIngressPorts,
  },
  {
    id: 'crossing',
    rules: ['PD1', 'PD2'],
    concerns: (base, namespace) =>
      onNetworks(base, namespace) && base.behaviour.isolation.defaultBridge !== 'strict',
    add: addCrossing,
  },
];

/** Returns the verdict of each clause on one service as the target of a namespace. */
export function directVerdicts(
  base: ReachBase,
  namespace: Namespace,
  index: number,
): ReadonlyMap<DirectClauseId, Tri> {
  return verdictsOf(directClauses, base, directShared(base), namespace, index);
}

/** Adds the members of common networks (C2, C4, C7); those of a network that may be the same under another name stay undecided. */
function addNeighbours(row: TriDraft, base: ReachBase, namespace: Namespace): void {
  for (const { segment } of namespace.endpoints) {
    addWhen(row, segment.carries, itemAt(base.members, segment.index));
    for (const other of segment.maybeSame) addMaybe(row, itemAt(base.members, other));
  }
}

/** Adds the members of networks that may be routed by a shared ipvlan parent in mode l3, outside Docker's control (C8). */
function addRoutedBelow(row: TriDraft, base: ReachBase, { endpoints }: Namespace): void {
  for (const { segment } of endpoints) {
    for (const other of segment.maybeRouted) addMaybe(row, itemAt(base.members, other));
  }
}

/** Returns whether a member of a namespace answers containers on other bridges at its address on a segment (X8, X10, X16). */
function answersBridges(base: ReachBase, namespace: Namespace, member: Service, segment: Segment): Tri {
  const facts = base.facts[namespace.index];
  const here = namespace.endpoints.some((endpoint) => endpoint.segment === segment);
  if (namespace.kind !== 'networks' || !facts || !here) return false;
  const { answersBridges: ports } = segment;
  const opens = ports === 'all' || opensPortsOf(base, namespace, member, segment);
  switch (ports) {
    case 'none':
      return false;
    case 'unknown':
      return both(opens, 'unknown');
    case 'all':
    case 'published':
      return opens;
    case 'gateway':
      return both(opens, agreed(facts.gateways.map((gateway) => gateway?.segment === segment)));
  }
}

/** Adds routed neighbours, which need a bridge that leads out and a way back for the reply. Members of the same network are not routed. */
function addRouted(row: TriDraft, base: ReachBase, namespace: Namespace, { routed }: DirectShared): void {
  const facts = base.facts[namespace.index];
  if (!facts) return;
  const leadsOut = agreed(
    facts.gateways.map((gateway) =>
      gateway ? both(gateway.segment.hostPath, gateway.segment.repliesReturn) : false,
    ),
  );
  if (leadsOut === false) return;
  routed.forEach((answering, index) => {
    if (!answering || namespace.endpoints.some(({ segment }) => segment.index === index)) return;
    addTri(row, leadsOut, answering);
  });
}

/**
 * Adds the members of networks that lead out and are not isolated from the caller's (PD1, PD2). Any of several gateways may be the one in
 * use.
 */
function addCrossing(row: TriDraft, base: ReachBase, namespace: Namespace): void {
  const gateways = base.facts[namespace.index]?.gateways ?? [];
  for (const other of base.segments.all) {
    if (namespace.endpoints.some(({ segment }) => segment === other)) continue;
    const way = agreed(gateways.map((gateway) => (gateway ? canCross(gateway.segment, other) : false)));
    addWhen(row, both(other.roles[base.family].route, way), itemAt(base.members, other.index));
  }
}

/**
 * Adds the services that answer on `docker_gwbridge` because they listen on a port number that some service publishes in ingress mode
 * (SW6).
 */
function addIngressPorts(row: TriDraft, base: ReachBase, namespace: Namespace): void {
  const bridgeEndpoint = namespace.endpoints.find(({ segment }) => segment.hidden);
  if (!bridgeEndpoint) return;
  const answering = triRowWhere(base, (other) => {
    const otherEndpoint = other.endpoints.find(({ segment }) => segment.hidden);
    const listens = other.owner !== null && ingressMatches(base.services, other.owner).length > 0;
    return otherEndpoint && listens ? otherEndpoint.segment.route : false;
  });
  addTri(row, bridgeEndpoint.segment.route, answering);
}
