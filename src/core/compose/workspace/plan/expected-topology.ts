// What the merged model must be after an operation: the services and networks that it changed are as it made them, all
// others are the very same objects.

import type { Topology } from '../../topology.ts';

/** `before` and `after` are the flattened model without and with the operation; `merged` is the workspace's own. */
export function expectedTopology(merged: Topology, before: Topology, after: Topology): Topology {
  return {
    ...after,
    services: carried(merged.services, before.services, after.services),
    networks: carried(merged.networks, before.networks, after.networks),
  };
}

function carried<T>(
  merged: ReadonlyMap<string, T>,
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  const expected = new Map<string, T>();
  for (const [name, value] of after) {
    const same = before.get(name) === value ? merged.get(name) : undefined;
    expected.set(name, same ?? value);
  }
  return expected;
}
