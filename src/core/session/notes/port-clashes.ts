// Two programs cannot listen on one port of one namespace: the later one fails to start.

import { type ListeningPort, listeningPorts } from '../../analysis/needs/catalogue.ts';
import { namespaceKey } from '../../compose/network-namespaces.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import type { Note } from './note.ts';
import { portText } from './note-text.ts';

/** Clashes between services that share a namespace after, and did not before. */
export function portClashes(before: Topology, after: Topology): readonly Note[] {
  const notes: Note[] = [];
  for (const group of groupsOf(after)) {
    group.forEach((first, index) => {
      for (const second of group.slice(index + 1)) {
        if (shared(before, first, second) || !runTogether(first, second)) continue;
        const ports = common(asBefore(before, first), asBefore(before, second));
        if (ports.length > 0)
          notes.push({ type: 'port-clash', first: first.name, second: second.name, ports });
      }
    });
  }
  return notes;
}

/** Services by namespace, in file order. */
function groupsOf(topology: Topology): readonly (readonly Service[])[] {
  const groups = new Map<string, Service[]>();
  for (const service of topology.services.values()) {
    const key = namespaceKey(topology, service);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(service);
    else groups.set(key, [service]);
  }
  return [...groups.values()];
}

function shared(topology: Topology, first: Service, second: Service): boolean {
  const [a, b] = [first, second].map(({ name }) => {
    const service = topology.services.get(name);
    return service ? namespaceKey(topology, service) : null;
  });
  return a !== null && a === b;
}

/** Ports passed to the owner are still those of the program that listens there. */
function asBefore(topology: Topology, service: Service): Service {
  return topology.services.get(service.name) ?? service;
}

/** Profiles may make sure that two services never run together. */
function runTogether(first: Service, second: Service): boolean {
  if (first.profiles.length === 0 || second.profiles.length === 0) return true;
  return first.profiles.some((profile) => second.profiles.includes(profile));
}

function common(first: Service, second: Service): readonly ListeningPort[] {
  const others = new Map(listeningPorts(second).map((each) => [portText(each), each]));
  const ports: ListeningPort[] = [];
  for (const port of listeningPorts(first)) {
    const other = others.get(portText(port));
    if (other) ports.push({ ...port, inferred: port.inferred || other.inferred });
  }
  return ports;
}
