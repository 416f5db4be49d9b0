// Whose network namespace a service uses, as the file says it, active or not. `reach/resolve-namespaces.ts` answers the
// same for what runs under given profiles; this one is for questions about the file alone.

import type { Service, Topology } from '../compose/topology.ts';

export interface NamespacePlace {
  /** Equal for all who share one namespace; the host's is shared by every open container. */
  readonly key: string;
  /** Null where the file does not manage it. */
  readonly owner: Service | null;
}

/** The namespace of a service; null where it cannot be told (A8, a circle, an unknown mode). */
export function namespaceOf(topology: Topology, start: Service): NamespacePlace | null {
  const seen = new Set<string>();
  let service = start;
  while (!seen.has(service.name)) {
    seen.add(service.name);
    const { mode } = service;
    switch (mode.kind) {
      case 'host':
        return { key: 'host', owner: service };
      case 'none':
      case 'networks':
      case 'bridge':
        return { key: `service:${service.name}`, owner: service };
      case 'unknown':
        return null;
      case 'service': {
        const next = topology.services.get(mode.of);
        if (!next) return null;
        service = next;
        break;
      }
      case 'container': {
        const next = [...topology.services.values()].find((each) => each.containerName === mode.of);
        if (!next) return { key: `container:${mode.of}`, owner: null };
        service = next;
        break;
      }
    }
  }
  return null;
}
