// Ports that an open container had on the host itself and that nothing publishes once it has left.

import { type ListeningPort, listeningPorts } from '../../analysis/needs/catalogue.ts';
import { networksOf } from '../../compose/docker-name-of.ts';
import { namespaceKey, namespaceOwner } from '../../compose/network-namespaces.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import type { Note } from './note.ts';

/** One note for each service that leaves the host's network, whoever owns its namespace. */
export function lostHostPorts(before: Topology, after: Topology): readonly Note[] {
  const notes: Note[] = [];
  for (const service of before.services.values()) {
    const now = after.services.get(service.name);
    if (!now || namespaceKey(before, service) !== 'host') continue;
    const key = namespaceKey(after, now);
    if (key === null || key === 'host') continue;
    const owner = namespaceOwner(after, now);
    const publisher = owner !== null && answers(owner, after) ? owner : null;
    const ports = listeningPorts(service).filter(
      (each) => !isGuess(each, service) && !(publisher && publishes(publisher, each)),
    );
    if (ports.length === 0) continue;
    notes.push({ type: 'leaves-host', service: service.name, ports, publishOn: publisher?.name ?? null });
  }
  return notes;
}

/** O10: what is on internal networks only publishes nothing. */
function answers(owner: Service, topology: Topology): boolean {
  if (owner.mode.kind === 'bridge') return true;
  return networksOf(topology, owner).some((network) => topology.networks.get(network)?.internal !== true);
}

/** Stated ports are taken as complete; the image is only asked where none is stated. */
function isGuess({ inferred }: ListeningPort, service: Service): boolean {
  return inferred && service.ports.length > 0;
}

function publishes(owner: Service, { port, protocol }: ListeningPort): boolean {
  return owner.ports.some((item) =>
    item.bindings.some((binding) => binding.containerPort === port && binding.protocol === protocol),
  );
}
