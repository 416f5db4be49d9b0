// Services and networks of a project whose content differs from an earlier version of it, however they are written.

import { sameMeaning } from '../yaml/compare-trees.ts';
import { entriesOf, type Tree } from '../yaml/tree.ts';
import type { Network, Service, Topology } from './topology.ts';

/** Services that both versions have and that differ, in the order of the later one. */
export function changedServices(before: Topology, after: Topology): readonly Service[] {
  return [...after.services.values()].filter((service) => {
    const old = before.services.get(service.name);
    return old !== undefined && old !== service && !sameMeaning(old.tree, service.tree);
  });
}

/** Networks that both versions declare and that differ: `docker compose up` leaves them as they are on the host. */
export function changedNetworks(before: Topology, after: Topology): readonly Network[] {
  return [...after.networks.values()].filter((network) => {
    const old = before.networks.get(network.name);
    if (old === undefined || old.origin !== 'declared' || network.origin !== 'declared') return false;
    if (old === network) return false;
    const [a, b] = [saying(old), saying(network)];
    return a !== b && !sameMeaning(a, b);
  });
}

/** The tree of a network for comparison: `front:` and `front: {}` are equal. */
function saying({ tree }: Network): Tree | null {
  return entriesOf(tree).length === 0 ? null : tree;
}
