// Whose network namespace a joined service uses in the end.

import type { Service, Topology } from '../topology.ts';

/** The service at the end of the chain; null where the file has none, or it goes in a circle. */
export function namespaceOwner(topology: Topology, service: Service): string | null {
  const seen = new Set<string>();
  let current: Service | undefined = service;
  while (current?.mode.kind === 'service') {
    if (seen.has(current.name)) return null;
    seen.add(current.name);
    current = topology.services.get(current.mode.of);
  }
  return current && current.mode.kind !== 'container' ? current.name : null;
}
