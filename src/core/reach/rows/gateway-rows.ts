// The services that answer a namespace through a published port at the address of one of its own bridges (X5). A container on internal
// networks only has no other way to the host.

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import { type Clause, unionOf, verdictsOf } from './clause.ts';
import { type HostShared, isolatedPortRow, possibleRow, publishersShared, rowBehind } from './host-rows.ts';
import { both, not } from './tri.ts';
import { addTri, newTriRow, settle, type TriRow } from './tri-row.ts';

export interface GatewayShared extends HostShared {
  /** The cached row of services attached to a single network, by segment index. */
  readonly singleNetworkRows: (TriRow | undefined)[];
}

/**
 * Returns the data shared by the gateway rows. Only ports that answer at every host address count, since a port bound to another address
 * does not answer at a bridge.
 */
export const gatewayShared = memoize(
  (base: ReachBase): GatewayShared => ({
    ...publishersShared(base, ({ everywhere }) => everywhere),
    singleNetworkRows: [],
  }),
);

/**
 * Returns the services that answer a namespace at the address of one of its own bridges; empty without a bridge, as with the host's
 * network.
 */
export function gatewayRow(base: ReachBase, shared: GatewayShared, namespace: Namespace): TriRow {
  switch (namespace.kind) {
    case 'none':
    case 'host':
      return shared.none;
    case 'unknown':
      return possibleRow(base, shared);
    case 'networks': {
      const [only, ...others] = namespace.endpoints;
      if (only === undefined) return shared.none;
      if (base.behaviour.portsObeyIsolation) return isolatedBridgeRow(base, namespace);
      if (others.length === 0) return rowAt(base, shared, only);
      const row = newTriRow(base.services.length);
      for (const endpoint of namespace.endpoints) addTri(row, true, rowAt(base, shared, endpoint));
      return settle(row);
    }
  }
}

function rowAt(base: ReachBase, shared: GatewayShared, endpoint: Endpoint): TriRow {
  const { segment } = endpoint;
  const cached = shared.singleNetworkRows[segment.index];
  if (cached) return cached;
  const row = unionOf(bridgeClauses, base, shared, endpoint);
  shared.singleNetworkRows[segment.index] = row;
  return row;
}

export type BridgeClauseId = 'internal-published' | 'internal-proxy' | 'leads-out';

/** All reasons why a published port answers at the address of a bridge that the caller is on. */
export const bridgeClauses: readonly Clause<BridgeClauseId, GatewayShared, Endpoint>[] = [
  {
    // With nftables the Engine allows these connections.
    id: 'internal-published',
    rules: ['X5'],
    concerns: (_, { segment }) => segment.internal !== false,
    add(row, { behaviour }, { segment: { internal, toHost } }, { published }) {
      addTri(row, both(both(internal, toHost), behaviour.internalMeetsPublished), published);
    },
  },
  {
    // The userland proxy listens on internal bridges too.
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

/** Returns the verdict of each clause on the ports of one service, requested at the bridge of an endpoint. */
export function bridgeVerdicts(
  base: ReachBase,
  endpoint: Endpoint,
  index: number,
): ReadonlyMap<BridgeClauseId, Tri> {
  return verdictsOf(bridgeClauses, base, gatewayShared(base), endpoint, index);
}

/** Returns the services that answer at the bridges that lead out (PD4). */
function isolatedBridgeRow(base: ReachBase, namespace: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  for (const endpoint of namespace.endpoints) {
    const leads = not(endpoint.segment.internal);
    if (leads !== false) addTri(row, leads, isolatedPortRow(base, namespace, [endpoint]));
  }
  return settle(row);
}
