// Which services answer a namespace through a port published at the host's outside address (X2–X6, C5, F4).

import { oncePer } from '../../compose/once-per.ts';
import type { Tri } from '../../compose/topology.ts';
import type { NamespaceFacts } from '../namespaces/namespace-facts.ts';
import { answersOnWire } from '../namespaces/published-ports.ts';
import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import { type Endpoint, portAnswers, type Segment } from '../networks/segment.ts';
import { type ReachBase, triRowWhere } from '../reach-base.ts';
import { addRow, type BitRow, dropRow, keepRow, newRow, setBit } from './bit-row.ts';
import { type Clause, unionOf, verdictsOf } from './clause.ts';
import { itemAt } from './item-at.ts';
import { agreed, both, either } from './tri.ts';
import { addMaybe, addTri, addUnder, anyRow, newTriRow, settle, type TriRow } from './tri-row.ts';

/** What the published-port rows of a project share. */
export interface HostShared {
  readonly published: TriRow;
  /** Those whose ports the userland proxy serves, whatever the networks (F4). */
  readonly proxied: TriRow;
  /** By segment index: those who publish on behalf of it, for certain or perhaps. */
  readonly behind: readonly (TriRow | undefined)[];
  /** By segment index: the row of all whose only possible gateway it is, once it was asked for. */
  readonly byGateway: (TriRow | undefined)[];
  readonly none: TriRow;
}

export const hostShared = oncePer((base: ReachBase): HostShared => publishersShared(base, (facts) => facts));

/** The same of some published ports only: those of which `of` says where they answer. */
export function publishersShared(
  base: ReachBase,
  of: (facts: NamespaceFacts) => NamespaceFacts['everywhere'],
): HostShared {
  const row = (kind: keyof NamespaceFacts['everywhere']): TriRow =>
    triRowWhere(base, ({ index }) => of(itemAt(base.facts, index))[kind]);
  return {
    published: row('publishes'),
    proxied: row('publishesByProxy'),
    behind: publishersBehind(base),
    byGateway: [],
    none: newTriRow(base.services.length),
  };
}

/** The published-port row of a namespace. */
export function hostRow(base: ReachBase, shared: HostShared, namespace: Namespace): TriRow {
  const { published, proxied } = shared;
  switch (namespace.kind) {
    case 'none':
      return shared.none;
    case 'unknown':
      return perhapsRow(base, shared);
    case 'host':
      return anyRow(published, proxied);
    case 'networks': {
      const gateways = base.facts[namespace.index]?.gateways ?? [];
      const [only, ...others] = gateways;
      if (only === undefined) return shared.none;
      // O16: the host's own subnet may be that of the physical network, where the host does not answer (H6).
      if (only && answersOnWire(only, namespace.endpoints)) return perhapsRow(base, shared);
      if (base.behaviour.portsObeyIsolation) return keptRow(base, namespace);
      return others.length === 0
        ? rowBehind(base, shared, only)
        : agreedRow(
            base,
            gateways.map((gateway) => rowBehind(base, shared, gateway)),
          );
    }
  }
}

/** All who publish, each perhaps. */
export function perhapsRow(base: ReachBase, { published, proxied }: HostShared): TriRow {
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

/** The row of a namespace whose gateway is `gateway`. */
export function rowBehind(base: ReachBase, shared: HostShared, gateway: Endpoint | null): TriRow {
  if (!gateway) return shared.none; // X5: internal only
  const { segment } = gateway;
  const known = shared.byGateway[segment.index];
  if (known) return known;
  const row = unionOf(portClauses, base, shared, gateway);
  shared.byGateway[segment.index] = row;
  return row;
}

/** What a clause takes for granted of the gateway's network and the Engine; the first that fails says why a port does not answer. */
export interface PortCondition {
  readonly id: 'host-path' | 'icc' | 'passes' | 'across';
  holds(segment: Segment, behaviour: EngineBehaviour): Tri;
}

const hostPath: PortCondition = { id: 'host-path', holds: (segment) => segment.hostPath }; // E6, H6

/** X2, X3, X6: to ports that are published for other networks. */
export const acrossConditions: readonly PortCondition[] = [
  hostPath,
  { id: 'passes', holds: ({ passesToPublished }) => passesToPublished },
  { id: 'across', holds: (_, { hostPortAcrossNetworks }) => hostPortAcrossNetworks },
];

/** X4, C5: to ports that are published for the gateway's own network; without a proxy, icc off stops it. */
export const neighbourConditions: readonly PortCondition[] = [
  hostPath,
  { id: 'icc', holds: ({ carries }, { hostPortDespiteIcc }) => either(hostPortDespiteIcc, carries) },
];

function all(conditions: readonly PortCondition[], { segment }: Endpoint, { behaviour }: ReachBase): Tri {
  return conditions.reduce<Tri>((known, { holds }) => both(known, holds(segment, behaviour)), true);
}

export type PortClauseId = 'neighbour' | 'perhaps-neighbour' | 'straight' | 'across' | 'proxy';

/** All reasons by which a published port answers through a gateway. */
export const portClauses: readonly Clause<PortClauseId, HostShared, Endpoint>[] = [
  {
    id: 'neighbour',
    rules: ['X4', 'C5'],
    concerns: () => true,
    add(row, base, gateway, { published, behind }) {
      const same = behind[gateway.segment.index];
      if (same) addTri(row, all(neighbourConditions, gateway, base), within(published, same.yes));
    },
  },
  {
    id: 'perhaps-neighbour',
    rules: ['X4', 'C5'],
    concerns: () => true,
    add(row, base, gateway, { published, behind }) {
      const same = behind[gateway.segment.index];
      if (!same) return;
      const cases = [all(acrossConditions, gateway, base), all(neighbourConditions, gateway, base)];
      addTri(row, agreed(cases), within(published, same.maybe));
    },
  },
  {
    // The answer goes straight to the caller where the other one is on its gateway network, too. IPv6 asks for icc there.
    id: 'straight',
    rules: ['X6'],
    concerns: (base, gateway) =>
      base.behaviour.translatesAcross && all(acrossConditions, gateway, base) !== true,
    add(row, base, { segment }, { published, behind }) {
      const straight = base.family === 'ipv4' ? segment.hostPath : both(segment.hostPath, segment.carries);
      const members = within(published, itemAt(base.members, segment.index));
      addTri(row, straight, without(members, behind[segment.index]));
    },
  },
  {
    id: 'across',
    rules: ['X2', 'X3', 'X6'],
    concerns: () => true,
    add(row, base, gateway, { published, behind }) {
      addTri(row, all(acrossConditions, gateway, base), without(published, behind[gateway.segment.index]));
    },
  },
  {
    id: 'proxy',
    rules: ['F4'],
    concerns: () => true,
    add: (row, _, { segment }, { proxied }) => addTri(row, segment.hostPath, proxied),
  },
];

/** What each clause says of the ports of one service, asked through `gateway`. */
export function portVerdicts(
  base: ReachBase,
  gateway: Endpoint,
  index: number,
): ReadonlyMap<PortClauseId, Tri> {
  return verdictsOf(portClauses, base, hostShared(base), gateway, index);
}

function within(row: TriRow, bits: BitRow): TriRow {
  return { yes: common(row.yes, bits), maybe: common(row.maybe, bits) };
}

function without(row: TriRow, others: TriRow | undefined): TriRow {
  if (!others) return row;
  const left = { yes: row.yes.slice(), maybe: row.maybe.slice() };
  for (const bits of [left.yes, left.maybe]) {
    dropRow(bits, others.yes);
    dropRow(bits, others.maybe);
  }
  return left;
}

function common(a: BitRow, b: BitRow): BitRow {
  const row = a.slice();
  keepRow(row, b);
  return row;
}

/** Certain is what is certain behind every gateway that there may be. */
function agreedRow(base: ReachBase, rows: readonly TriRow[]): TriRow {
  const row = newTriRow(base.services.length);
  rows.forEach(({ yes, maybe }, index) => {
    addMaybe(row, yes);
    addMaybe(row, maybe);
    if (index === 0) addRow(row.yes, yes);
    else keepRow(row.yes, yes);
  });
  return settle(row);
}

/** PD4: who publishes on a network that is not kept from that of the caller. PD13: without root the address of the host crosses all. */
export function keptRow(
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
    addUnder(row, both(facts.publishes, portsAnswer(base, gateways, facts.gateways)), members);
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
