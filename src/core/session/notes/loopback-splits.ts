// Services of one namespace reach each other at localhost; a service that leaves the namespace no longer does.

import { listeningPorts } from '../../analysis/needs/catalogue.ts';
import { findLoopbackReferences } from '../../analysis/needs/find-loopback-references.ts';
import { namespaceKey } from '../../compose/network-namespaces.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import type { Note } from './note.ts';

/** References to the loopback in every group that comes apart, unless who listens there stays with the one that asks. */
export function loopbackSplits(before: Topology, after: Topology): readonly Note[] {
  const notes: Note[] = [];
  for (const group of dividedGroups(before, after)) {
    for (const service of group) {
      for (const reference of findLoopbackReferences(service)) {
        const listeners = group.filter((each) => listensOn(each, reference.port));
        const left = listeners.filter((each) => keyIn(after, each) !== keyIn(after, service));
        if (listeners.length > left.length) continue;
        // Nobody is known to listen there: for a service that stays on the host it is the host itself.
        if (left.length === 0 && keyIn(after, service) === 'host') continue;
        notes.push({ type: 'loopback-split', reference, to: left[0]?.name ?? null });
      }
    }
  }
  return notes;
}

function keyIn(topology: Topology, { name }: Service): string | null {
  const service = topology.services.get(name);
  return service ? namespaceKey(topology, service) : null;
}

function listensOn(service: Service, port: number): boolean {
  return listeningPorts(service).some((each) => each.port === port);
}

/** Groups of one namespace whose services do not all stay together; the host stays where it is. */
function dividedGroups(before: Topology, after: Topology): readonly (readonly Service[])[] {
  const groups = new Map<string, Service[]>();
  for (const service of before.services.values()) {
    const key = keyIn(before, service);
    if (key === null || !after.services.has(service.name)) continue;
    const group = groups.get(key);
    if (group) group.push(service);
    else groups.set(key, [service]);
  }
  return [...groups]
    .filter(([key, group]) => {
      const places = new Set(group.map((each) => keyIn(after, each)));
      return key === 'host' ? places.size > 1 || !places.has('host') : places.size > 1;
    })
    .map(([, group]) => group);
}
