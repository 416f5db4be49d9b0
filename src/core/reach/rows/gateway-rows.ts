// Which services answer a namespace through a published port at the address of a bridge that it is on itself (X5): a container on internal
// networks only has no other way to the host.

import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import {
  addPublished,
  type HostGround,
  keptRow,
  perhapsRow,
  publishersGround,
  rowBehind,
} from './host-rows.ts';
import { both, not } from './tri.ts';
import { addMaybe, addUnder, newTriRow, settle, type TriRow } from './tri-row.ts';

export interface GatewayGround extends HostGround {
  /** By segment index: the row of all who are on it alone, once it was asked for. */
  readonly own: (TriRow | undefined)[];
}

/** Of ports that answer at every address of the host: one that is bound to another address is not at a bridge's. */
export function gatewayGround(base: ReachBase): GatewayGround {
  return { ...publishersGround(base, ({ everywhere }) => everywhere), own: [] };
}

/** The row of a namespace; empty where it has no bridge of its own, as with the host's network. */
export function gatewayRow(base: ReachBase, ground: GatewayGround, namespace: Namespace): TriRow {
  switch (namespace.kind) {
    case 'none':
    case 'host':
      return ground.none;
    case 'unknown':
      return perhapsRow(base, ground);
    case 'networks': {
      const [only, ...others] = namespace.endpoints;
      if (only === undefined) return ground.none;
      if (base.behaviour.portsObeyIsolation) return keptRows(base, namespace);
      if (others.length === 0) return rowAt(base, ground, only);
      const row = newTriRow(base.services.length);
      for (const endpoint of namespace.endpoints) {
        const { yes, maybe } = rowAt(base, ground, endpoint);
        addUnder(row, true, yes);
        addMaybe(row, maybe);
      }
      return settle(row);
    }
  }
}

function rowAt(base: ReachBase, ground: GatewayGround, endpoint: Endpoint): TriRow {
  const { segment } = endpoint;
  const known = ground.own[segment.index];
  if (known) return known;
  const row = newTriRow(base.services.length);
  ground.own[segment.index] = row;
  const { internal, toHost } = segment;
  if (internal !== false) {
    const within = both(internal, toHost);
    addPublished(row, within, ground.proxied);
    addPublished(row, both(within, base.behaviour.internalMeetsPublished), ground.published);
  }
  const leads = both(not(internal), toHost);
  if (leads !== false) {
    const { yes, maybe } = rowBehind(base, ground, endpoint);
    addUnder(row, leads, yes);
    addMaybe(row, maybe);
  }
  return settle(row);
}

/** PD4: at the bridges that lead out. */
function keptRows(base: ReachBase, namespace: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  for (const endpoint of namespace.endpoints) {
    const leads = not(endpoint.segment.internal);
    if (leads === false) continue;
    const { yes, maybe } = keptRow(base, namespace, [endpoint]);
    addUnder(row, leads, yes);
    addMaybe(row, maybe);
  }
  return settle(row);
}
