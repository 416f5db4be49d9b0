// Which services a namespace reaches at their own addresses: loopback, common networks, the host, routed neighbours.

import { oncePer } from '../../compose/once-per.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { ingressHits } from '../namespaces/ingress-ports.ts';
import { opensPortsOf } from '../namespaces/listening.ts';
import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import { crosses, type Segment } from '../networks/segment.ts';
import { type ReachBase, rowWhere, triRowOfEach, triRowWhere } from '../reach-base.ts';
import { type BitRow, setBit } from './bit-row.ts';
import { type Clause, unionOf, verdictsOf } from './clause.ts';
import { itemAt } from './item-at.ts';
import { agreed, both } from './tri.ts';
import { addMaybe, addTri, addUnder, type TriDraft, type TriRow } from './tri-row.ts';

/** What the direct rows of a project share. */
export interface DirectShared {
  readonly open: BitRow;
  readonly unmanaged: BitRow;
  readonly all: BitRow;
  /** Whom the host reaches (X14). */
  readonly fromHost: TriRow;
  /** By segment index: who answers containers on other bridges at the address there (X8, X10, X16). */
  readonly routed: readonly (TriRow | undefined)[];
  /** By segment index: the row of all who are on it alone, once it was asked for. */
  readonly alone: (TriRow | undefined)[];
}

export const directShared = oncePer((base: ReachBase): DirectShared => {
  return {
    open: rowWhere(base, ({ kind }) => kind === 'host'),
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
    alone: [],
  };
});

/** The direct row of a namespace. */
export function directRow(base: ReachBase, shared: DirectShared, namespace: Namespace): TriRow {
  const [only] = namespace.endpoints;
  // Members of one open network are among each other's neighbours: one row holds for all of them.
  const alike = namespace.endpoints.length === 1 && only?.segment.carries === true;
  const known = alike ? shared.alone[only.segment.index] : undefined;
  if (known) return known;
  const row = unionOf(directClauses, base, shared, namespace);
  if (alike) shared.alone[only.segment.index] = row;
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

/** All reasons by which a service answers at its own addresses. A namespace without a network (X15) has the first and the third alone. */
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
    add: (row, { facts }, { index }, { open }) => addUnder(row, facts[index]?.toHost ?? 'unknown', open),
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
      onNetworks(base, namespace) && base.behaviour.keptApart.defaultBridge !== 'strict',
    add: addCrossing,
  },
];

/** What each clause says of one service as the target of a namespace. */
export function directVerdicts(
  base: ReachBase,
  namespace: Namespace,
  index: number,
): ReadonlyMap<DirectClauseId, Tri> {
  return verdictsOf(directClauses, base, directShared(base), namespace, index);
}

/** C2, C4, C7; a network that may be the same under another name leaves it open. */
function addNeighbours(row: TriDraft, base: ReachBase, namespace: Namespace): void {
  for (const { segment } of namespace.endpoints) {
    addUnder(row, segment.carries, itemAt(base.members, segment.index));
    for (const other of segment.maybeSame) addMaybe(row, itemAt(base.members, other));
  }
}

/** C8: networks that share a parent in ipvlan's mode l3 may be routed to below Docker's eyes. */
function addRoutedBelow(row: TriDraft, base: ReachBase, { endpoints }: Namespace): void {
  for (const { segment } of endpoints) {
    for (const other of segment.maybeRouted) addMaybe(row, itemAt(base.members, other));
  }
}

/** X8, X10, X16: whether containers on other bridges reach a service of `namespace` at its address on `segment`. */
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

/** Only a bridge that leads on gets there, and only where the answer comes back. Who is on the network itself takes the short way. */
function addRouted(row: TriDraft, base: ReachBase, namespace: Namespace, { routed }: DirectShared): void {
  const facts = base.facts[namespace.index];
  if (!facts) return;
  const leads = agreed(
    facts.gateways.map((gateway) =>
      gateway ? both(gateway.segment.hostPath, gateway.segment.repliesCome) : false,
    ),
  );
  if (leads === false) return;
  routed.forEach((answering, index) => {
    if (!answering || namespace.endpoints.some(({ segment }) => segment.index === index)) return;
    addTri(row, leads, answering);
  });
}

/** PD1, PD2: networks that lead out and are not kept apart. Of several ways out any may be taken. */
function addCrossing(row: TriDraft, base: ReachBase, namespace: Namespace): void {
  const gateways = base.facts[namespace.index]?.gateways ?? [];
  for (const other of base.segments.all) {
    if (namespace.endpoints.some(({ segment }) => segment === other)) continue;
    const way = agreed(gateways.map((gateway) => (gateway ? crosses(gateway.segment, other) : false)));
    addUnder(row, both(other.roles[base.family].route, way), itemAt(base.members, other.index));
  }
}

/** SW6: on `docker_gwbridge` every port answers whose number some service has published in ingress mode. */
function addIngressPorts(row: TriDraft, base: ReachBase, namespace: Namespace): void {
  const leads = namespace.endpoints.find(({ segment }) => segment.hidden);
  if (!leads) return;
  const answering = triRowWhere(base, (other) => {
    const there = other.endpoints.find(({ segment }) => segment.hidden);
    const listens = other.owner !== null && ingressHits(base.services, other.owner).length > 0;
    return there && listens ? there.segment.route : false;
  });
  addTri(row, leads.segment.route, answering);
}
