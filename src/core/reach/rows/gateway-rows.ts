// Which services answer a namespace through a published port at the address of a bridge that it is on itself (X5): a container on internal
// networks only has no other way to the host.

import { oncePer } from '../../compose/once-per.ts';
import type { Tri } from '../../compose/topology.ts';
import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import { type Clause, unionOf, verdictsOf } from './clause.ts';
import { type HostShared, keptRow, perhapsRow, publishersShared, rowBehind } from './host-rows.ts';
import { both, not } from './tri.ts';
import { addTri, newTriRow, settle, type TriRow } from './tri-row.ts';

export interface GatewayShared extends HostShared {
  /** By segment index: the row of all who are on it alone, once it was asked for. */
  readonly own: (TriRow | undefined)[];
}

/** Of ports that answer at every address of the host: one that is bound to another address is not at a bridge's. */
export const gatewayShared = oncePer(
  (base: ReachBase): GatewayShared => ({
    ...publishersShared(base, ({ everywhere }) => everywhere),
    own: [],
  }),
);

/** The row of a namespace; empty where it has no bridge of its own, as with the host's network. */
export function gatewayRow(base: ReachBase, shared: GatewayShared, namespace: Namespace): TriRow {
  switch (namespace.kind) {
    case 'none':
    case 'host':
      return shared.none;
    case 'unknown':
      return perhapsRow(base, shared);
    case 'networks': {
      const [only, ...others] = namespace.endpoints;
      if (only === undefined) return shared.none;
      if (base.behaviour.portsObeyIsolation) return keptRows(base, namespace);
      if (others.length === 0) return rowAt(base, shared, only);
      const row = newTriRow(base.services.length);
      for (const endpoint of namespace.endpoints) addTri(row, true, rowAt(base, shared, endpoint));
      return settle(row);
    }
  }
}

function rowAt(base: ReachBase, shared: GatewayShared, endpoint: Endpoint): TriRow {
  const { segment } = endpoint;
  const known = shared.own[segment.index];
  if (known) return known;
  const row = unionOf(bridgeClauses, base, shared, endpoint);
  shared.own[segment.index] = row;
  return row;
}

export type BridgeClauseId = 'internal-published' | 'internal-proxy' | 'leads-out';

/** All reasons by which a published port answers at the address of a bridge that the caller is on. */
export const bridgeClauses: readonly Clause<BridgeClauseId, GatewayShared, Endpoint>[] = [
  {
    // With nftables the Engine lets that through.
    id: 'internal-published',
    rules: ['X5'],
    concerns: (_, { segment }) => segment.internal !== false,
    add(row, { behaviour }, { segment: { internal, toHost } }, { published }) {
      addTri(row, both(both(internal, toHost), behaviour.internalMeetsPublished), published);
    },
  },
  {
    // There the userland proxy listens as everywhere on the host.
    id: 'internal-proxy',
    rules: ['X5'],
    concerns: (_, { segment }) => segment.internal !== false,
    add: (row, _, { segment: { internal, toHost } }, { proxied }) =>
      addTri(row, both(internal, toHost), proxied),
  },
  {
    id: 'leads-out',
    rules: ['X5'],
    concerns: (_, { segment }) => both(not(segment.internal), segment.toHost) !== false,
    add: (row, base, endpoint, shared) =>
      addTri(
        row,
        both(not(endpoint.segment.internal), endpoint.segment.toHost),
        rowBehind(base, shared, endpoint),
      ),
  },
];

/** What each clause says of the ports of one service, asked at the bridge of `endpoint`. */
export function bridgeVerdicts(
  base: ReachBase,
  endpoint: Endpoint,
  index: number,
): ReadonlyMap<BridgeClauseId, Tri> {
  return verdictsOf(bridgeClauses, base, gatewayShared(base), endpoint, index);
}

/** PD4: at the bridges that lead out. */
function keptRows(base: ReachBase, namespace: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  for (const endpoint of namespace.endpoints) {
    const leads = not(endpoint.segment.internal);
    if (leads !== false) addTri(row, leads, keptRow(base, namespace, [endpoint]));
  }
  return settle(row);
}
