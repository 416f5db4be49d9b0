// The reach that others read, over a state; and the way back from it to its state, for `updateReach`.

import { findProxied } from '../proxies/find-proxied.ts';
import type { Proxied } from '../proxies/proxied.ts';
import { routesOf } from '../proxies/routes-of.ts';
import type { Reach } from '../reach-model.ts';
import { commonNetworks } from './common-networks.ts';
import { itemAt } from './item-at.ts';
import { factsOf, type ReachState, type RowKind, rowOf } from './reach-state.ts';
import type { Namespace } from './resolve-namespaces.ts';
import { type TriRow, triBit } from './tri-row.ts';

const states = new WeakMap<Reach, ReachState>();

/** The reach that `state` gives. */
export function reachFromState(state: ReachState): Reach {
  const { base } = state;
  const { indexes } = base;
  const indexOf = (name: string): number => {
    const index = indexes.get(name);
    if (index === undefined) throw new RangeError(`not an active service: ${name}`);
    return index;
  };
  const spaceOf = (name: string): Namespace => itemAt(base.namespaceOf, indexOf(name));
  const row = (kind: RowKind, from: string): TriRow => rowOf(state, kind, spaceOf(from));
  let proxied: ReadonlyMap<string, readonly Proxied[]> | null = null;
  const reach: Reach = {
    options: base.options,
    services: state.names,
    get facts() {
      return factsOf(state);
    },
    row,
    proxied: (service) => {
      const asking = base.topology.services.get(service);
      if (!asking || routesOf(asking).length === 0) return []; // nearly all
      proxied ??= findProxied(base.topology, reach);
      return proxied.get(service) ?? [];
    },
    direct: (from, to) => triBit(row('direct', from), indexOf(to)),
    viaHost: (from, to) => triBit(row('viaHost', from), indexOf(to)),
    resolves: (from, to) => triBit(row('resolves', from), indexOf(to)),
    pair: (from, to) => ({
      direct: triBit(row('direct', from), indexOf(to)),
      networks: commonNetworks(spaceOf(from), spaceOf(to)),
      resolves: triBit(row('resolves', from), indexOf(to)),
      viaHost: triBit(row('viaHost', from), indexOf(to)),
    }),
  };
  states.set(reach, state);
  return reach;
}

/** The state of a reach that `reachFromState` made; undefined for any other. */
export function stateOf(reach: Reach): ReachState | undefined {
  return states.get(reach);
}
