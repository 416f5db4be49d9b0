// Effects of a change of the model that connections and findings do not show.

import { lostRights } from '../../blast/lost-rights.ts';
import { networksOf } from '../../compose/docker-name-of.ts';
import { namespaceKey, namespaceOwner } from '../../compose/network-namespaces.ts';
import { containerRange, holdsPort } from '../../compose/project/ports/port-range.ts';
import type { Attachment, Service, Topology } from '../../compose/topology.ts';
import { type ListeningPort, listeningPorts, listeningRange } from '../../images/catalogue.ts';
import { findLoopbackReferences } from '../../needs/find-loopback-references.ts';
import type { Note } from './note.ts';

/** Returns the notes on a change of the model: breaking ones first, each kind in file order. */
export function previewNotes(before: Topology, after: Topology): readonly Note[] {
  if (before === after) return [];
  return [
    ...portClashes(before, after),
    ...loopbackSplits(before, after),
    ...rightsLost(before, after),
    ...droppedAddresses(before, after),
    ...lostHostPorts(before, after),
  ];
}

/** Returns what services can no longer do after the change; those that it removes are left out. */
function rightsLost(before: Topology, after: Topology): readonly Note[] {
  return [...before.services.values()].flatMap((service) =>
    lostRights(service, after.services.get(service.name) ?? service).map(
      (text): Note => ({ type: 'right-lost', text }),
    ),
  );
}

/** Returns the addresses that a service loses by the change; those of removed services are left out. */
function droppedAddresses(before: Topology, after: Topology): readonly Note[] {
  const notes: Note[] = [];
  for (const { name, attachments } of before.services.values()) {
    const now = after.services.get(name);
    if (!now || now.attachments === attachments) continue;
    const addresses = new Set(now.attachments.flatMap(addressesOf));
    for (const attachment of attachments) {
      for (const address of addressesOf(attachment)) {
        if (!addresses.has(address))
          notes.push({ type: 'address-dropped', service: name, network: attachment.network, address });
      }
    }
  }
  return notes;
}

function addressesOf({ ipv4, ipv6, macAddress }: Attachment): readonly string[] {
  return [ipv4, ipv6, macAddress].filter((address) => address !== null);
}

/** Returns the ports on which two services listen that share a namespace only after the change: the later one fails to start. */
function portClashes(before: Topology, after: Topology): readonly Note[] {
  const notes: Note[] = [];
  for (const group of namespaceGroups(after)) {
    group.forEach((first, index) => {
      for (const second of group.slice(index + 1)) {
        if (shareNamespace(before, first, second) || !canRunTogether(first, second)) continue;
        const ports = commonPorts(serviceBefore(before, first), serviceBefore(before, second));
        if (ports.length > 0)
          notes.push({ type: 'port-clash', first: first.name, second: second.name, ports });
      }
    });
  }
  return notes;
}

/** Returns the services by namespace, in file order. */
function namespaceGroups(topology: Topology): readonly (readonly Service[])[] {
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

function shareNamespace(topology: Topology, first: Service, second: Service): boolean {
  const [a, b] = [first, second].map(({ name }) => {
    const service = topology.services.get(name);
    return service ? namespaceKey(topology, service) : null;
  });
  return a !== null && a === b;
}

/** Returns the service before the change: its program still listens on ports that were handed over to the owner. */
function serviceBefore(topology: Topology, service: Service): Service {
  return topology.services.get(service.name) ?? service;
}

/** True when two services may run together: their profiles do not exclude each other. */
function canRunTogether(first: Service, second: Service): boolean {
  if (first.profiles.length === 0 || second.profiles.length === 0) return true;
  return first.profiles.some((profile) => second.profiles.includes(profile));
}

function commonPorts(first: Service, second: Service): readonly ListeningPort[] {
  const others = listeningPorts(second);
  return listeningPorts(first).flatMap((ownPort) =>
    others.flatMap((other): readonly ListeningPort[] => {
      const [a, b] = [listeningRange(ownPort), listeningRange(other)];
      const port = Math.max(a.first, b.first);
      const last = Math.min(a.last, b.last);
      if (other.protocol !== ownPort.protocol || port > last) return [];
      const inferred = ownPort.inferred || other.inferred;
      return [{ port, ...(last === port ? {} : { last }), protocol: ownPort.protocol, inferred }];
    }),
  );
}

/**
 * Returns references to localhost from services that no longer share a namespace with the listener. Only groups that split are examined.
 */
function loopbackSplits(before: Topology, after: Topology): readonly Note[] {
  const notes: Note[] = [];
  for (const group of dividedGroups(before, after)) {
    for (const service of group) {
      for (const reference of findLoopbackReferences(service)) {
        const listeners = group.filter((each) => listensOn(each, reference.port));
        const left = listeners.filter((each) => keyIn(after, each) !== keyIn(after, service));
        if (listeners.length > left.length) continue;
        // No service is known to listen there; for a service that stays on the host it may be the host itself.
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
  return listeningPorts(service).some((each) => holdsPort(listeningRange(each), port));
}

/** Returns groups of one namespace whose services do not all stay together; the host's namespace stays. */
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

/**
 * Returns ports that a container had on the host's network and that nothing publishes afterwards: one note for each service that leaves the
 * host's network, whoever owns its namespace.
 */
function lostHostPorts(before: Topology, after: Topology): readonly Note[] {
  const notes: Note[] = [];
  for (const service of before.services.values()) {
    const now = after.services.get(service.name);
    if (!now || namespaceKey(before, service) !== 'host') continue;
    const key = namespaceKey(after, now);
    if (key === null || key === 'host') continue;
    const owner = namespaceOwner(after, now);
    const publisher = owner !== null && canPublish(owner, after) ? owner : null;
    const ports = listeningPorts(service).filter(
      (each) => !isGuess(each, service) && !(publisher && publishes(publisher, each)),
    );
    if (ports.length === 0) continue;
    notes.push({ type: 'leaves-host', service: service.name, ports, publishOn: publisher?.name ?? null });
  }
  return notes;
}

/** True when a service can publish ports: it has a network that is not internal (O10). */
function canPublish(owner: Service, topology: Topology): boolean {
  if (owner.mode.kind === 'bridge') return true;
  return networksOf(topology, owner).some((network) => topology.networks.get(network)?.internal !== true);
}

/** True for a port guessed from the image of a service whose file states ports: stated ports are taken as complete. */
function isGuess({ inferred }: ListeningPort, service: Service): boolean {
  return inferred && service.ports.length > 0;
}

function publishes(owner: Service, listening: ListeningPort): boolean {
  const { first, last } = listeningRange(listening);
  return owner.ports.some((item) =>
    item.bindings.some((binding) => {
      const range = containerRange(binding);
      return binding.protocol === listening.protocol && holdsPort(range, first) && holdsPort(range, last);
    }),
  );
}
