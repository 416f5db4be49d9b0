// The services that answer a namespace through a port published at the host's outside address (X2–X6, C5, F4).

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import type { NamespaceFacts } from '../namespaces/namespace-facts.ts';
import { answersOnWire } from '../namespaces/published-ports.ts';
import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import { type Endpoint, portAnswers, type Segment } from '../networks/segment.ts';
import { type ReachBase, triRowWhere } from '../reach-base.ts';
import { addRow, type BitRow, intersectRow, newRow, setBit, subtractRow } from './bit-row.ts';
import { type Clause, unionOf, verdictsOf } from './clause.ts';
import { itemAt } from './item-at.ts';
import { agreed, both, either } from './tri.ts';
import { addMaybe, addTri, addWhen, anyRow, newTriRow, settle, type TriRow } from './tri-row.ts';

/** Data shared by the published-port rows of a project. */
export interface HostShared {
  readonly published: TriRow;
  /** The services whose ports the userland proxy serves on any network (F4). */
  readonly proxied: TriRow;
  /** The services that certainly or possibly publish through each segment, by segment index. */
  readonly behind: readonly (TriRow | undefined)[];
  /** The cached row of services whose only possible gateway is a segment, by segment index. */
  readonly byGateway: (TriRow | undefined)[];
  readonly none: TriRow;
}

export const hostShared = memoize((base: ReachBase): HostShared => publishersShared(base, (facts) => facts));

/** Returns the shared data for a subset of published ports; `of` returns where the ports of that subset answer. */
export function publishersShared(
  base: ReachBase,
  factsFor: (facts: NamespaceFacts) => NamespaceFacts['everywhere'],
): HostShared {
  const row = (kind: keyof NamespaceFacts['everywhere']): TriRow =>
    triRowWhere(base, ({ index }) => factsFor(itemAt(base.facts, index))[kind]);
  return {
    published: row('publishes'),
    proxied: row('publishesByProxy'),
    behind: publishersBehind(base),
    byGateway: [],
    none: newTriRow(base.services.length),
  };
}

/** Returns the services that answer a namespace through a published port. */
export function hostRow(base: ReachBase, shared: HostShared, namespace: Namespace): TriRow {
  const { published, proxied } = shared;
  switch (namespace.kind) {
    case 'none':
      return shared.none;
    case 'unknown':
      return possibleRow(base, shared);
    case 'host':
      return anyRow(published, proxied);
    case 'networks': {
      const gateways = base.facts[namespace.index]?.gateways ?? [];
      const [only, ...others] = gateways;
      if (only === undefined) return shared.none;
      // O16: the host's own subnet may be that of the physical network, where the host does not answer (H6).
      if (only && answersOnWire(only, namespace.endpoints)) return possibleRow(base, shared);
      if (base.behaviour.portsObeyIsolation) return isolatedPortRow(base, namespace);
      return others.length === 0
        ? rowBehind(base, shared, only)
        : agreedRow(
            base,
            gateways.map((gateway) => rowBehind(base, shared, gateway)),
          );
    }
  }
}

/** Returns all services that publish a port, each as possible. */
export function possibleRow(base: ReachBase, { published, proxied }: HostShared): TriRow {
  const row = newTriRow(base.services.length);
  for (const bits of [published.yes, published.maybe, proxied.yes, proxied.maybe]) addMaybe(row, bits);
  return row;
}

function publishersBehind(base: ReachBase): readonly (TriRow | undefined)[] {
  const behind: ({ readonly yes: BitRow; readonly maybe: BitRow } | undefined)[] = [];
  for (const namespace of base.namespaces) {
    const facts = base.facts[namespace.index];
    if (!facts || facts.publishes === false) continue;
    for (const gateway of facts.gateways) {
      if (!gateway) continue;
      const size = base.services.length;
      const row = behind[gateway.segment.index] ?? { yes: newRow(size), maybe: newRow(size) };
      behind[gateway.segment.index] = row;
      const bits = facts.gateways.length === 1 ? row.yes : row.maybe;
      for (const member of namespace.members) setBit(bits, member);
    }
  }
  return behind;
}

/** Returns the published-port row of a namespace with this gateway. */
export function rowBehind(base: ReachBase, shared: HostShared, gateway: Endpoint | null): TriRow {
  if (!gateway) return shared.none; // X5: internal only
  const { segment } = gateway;
  const cached = shared.byGateway[segment.index];
  if (cached) return cached;
  const row = unionOf(portClauses, base, shared, gateway);
  shared.byGateway[segment.index] = row;
  return row;
}

/** A condition of a clause on the gateway's network and the Engine; the first that fails is the reason why a port does not answer. */
export interface PortCondition {
  readonly id: 'host-path' | 'icc' | 'passes' | 'across';
  holds(segment: Segment, behaviour: EngineBehaviour): Tri;
}

const hostPath: PortCondition = { id: 'host-path', holds: (segment) => segment.hostPath }; // E6, H6

/** Conditions for ports published for other networks (X2, X3, X6). */
export const acrossConditions: readonly PortCondition[] = [
  hostPath,
  { id: 'passes', holds: ({ passesToPublished }) => passesToPublished },
  { id: 'across', holds: (_, { hostPortAcrossNetworks }) => hostPortAcrossNetworks },
];

/** Conditions for ports published for the gateway's own network (X4, C5); without a proxy, icc off blocks them. */
export const neighbourConditions: readonly PortCondition[] = [
  hostPath,
  { id: 'icc', holds: ({ carries }, { hostPortDespiteIcc }) => either(hostPortDespiteIcc, carries) },
];

function allHold(conditions: readonly PortCondition[], { segment }: Endpoint, { behaviour }: ReachBase): Tri {
  return conditions.reduce<Tri>((result, { holds }) => both(result, holds(segment, behaviour)), true);
}

export type PortClauseId = 'neighbour' | 'perhaps-neighbour' | 'straight' | 'across' | 'proxy';

/** All reasons why a published port answers through a gateway. */
export const portClauses: readonly Clause<PortClauseId, HostShared, Endpoint>[] = [
  {
    id: 'neighbour',
    rules: ['X4', 'C5'],
    concerns: () => true,
    add(row, base, gateway, { published, behind }) {
      const same = behind[gateway.segment.index];
      if (same) addTri(row, allHold(neighbourConditions, gateway, base), intersection(published, same.yes));
    },
  },
  {
    id: 'perhaps-neighbour',
    rules: ['X4', 'C5'],
    concerns: () => true,
    add(row, base, gateway, { published, behind }) {
      const same = behind[gateway.segment.index];
      if (!same) return;
      const cases = [allHold(acrossConditions, gateway, base), allHold(neighbourConditions, gateway, base)];
      addTri(row, agreed(cases), intersection(published, same.maybe));
    },
  },
  {
    // When the other service is on the caller's gateway network too, its reply goes straight to the caller. IPv6 needs icc for that.
    id: 'straight',
    rules: ['X6'],
    concerns: (base, gateway) =>
      base.behaviour.translatesAcross && allHold(acrossConditions, gateway, base) !== true,
    add(row, base, { segment }, { published, behind }) {
      const straight = base.family === 'ipv4' ? segment.hostPath : both(segment.hostPath, segment.carries);
      const members = intersection(published, itemAt(base.members, segment.index));
      addTri(row, straight, difference(members, behind[segment.index]));
    },
  },
  {
    id: 'across',
    rules: ['X2', 'X3', 'X6'],
    concerns: () => true,
    add(row, base, gateway, { published, behind }) {
      addTri(
        row,
        allHold(acrossConditions, gateway, base),
        difference(published, behind[gateway.segment.index]),
      );
    },
  },
  {
    id: 'proxy',
    rules: ['F4'],
    concerns: () => true,
    add: (row, _, { segment }, { proxied }) => addTri(row, segment.hostPath, proxied),
  },
];

/** Returns the verdict of each clause on the ports of one service, requested through a gateway. */
export function portVerdicts(
  base: ReachBase,
  gateway: Endpoint,
  index: number,
): ReadonlyMap<PortClauseId, Tri> {
  return verdictsOf(portClauses, base, hostShared(base), gateway, index);
}

function intersection(row: TriRow, bits: BitRow): TriRow {
  return { yes: intersectBits(row.yes, bits), maybe: intersectBits(row.maybe, bits) };
}

function difference(row: TriRow, others: TriRow | undefined): TriRow {
  if (!others) return row;
  const result = { yes: row.yes.slice(), maybe: row.maybe.slice() };
  for (const bits of [result.yes, result.maybe]) {
    subtractRow(bits, others.yes);
    subtractRow(bits, others.maybe);
  }
  return result;
}

function intersectBits(a: BitRow, b: BitRow): BitRow {
  const row = a.slice();
  intersectRow(row, b);
  return row;
}

/** Combines rows of alternative gateways; a service is certain when it is certain behind each of them. */
function agreedRow(base: ReachBase, rows: readonly TriRow[]): TriRow {
  const row = newTriRow(base.services.length);
  rows.forEach(({ yes, maybe }, index) => {
    addMaybe(row, yes);
    addMaybe(row, maybe);
    if (index === 0) addRow(row.yes, yes);
    else intersectRow(row.yes, yes);
  });
  return settle(row);
}

/**
 * Returns the services that publish on a network not isolated from the caller's (PD4). Without root, the host's address is reachable across
 * all networks (PD13).
 */
export function isolatedPortRow(
  base: ReachBase,
  namespace: Namespace,
  gateways = base.facts[namespace.index]?.gateways ?? [],
): TriRow {
  const row = newTriRow(base.services.length);
  for (const other of base.namespaces) {
    const facts = base.facts[other.index];
    if (other === namespace || !facts || facts.publishes === false) continue;
    const members = newRow(base.services.length);
    for (const member of other.members) setBit(members, member);
    addWhen(row, both(facts.publishes, portsAnswer(base, gateways, facts.gateways)), members);
  }
  return settle(row);
}

function portsAnswer(
  { behaviour }: ReachBase,
  gateways: readonly (Endpoint | null)[],
  others: readonly (Endpoint | null)[],
): Tri {
  return agreed(
    gateways.flatMap((from) => {
      if (!from) return [false]; // X5
      if (behaviour.hostByName) return [true];
      return others.map((to) => to !== null && portAnswers(from.segment, to.segment));
    }),
  );
}
