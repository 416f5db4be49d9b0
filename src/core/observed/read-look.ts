// What a look says: connections between services and places, and what listens.

import { type Directions, directionsOf, withClientFirst } from './direction.ts';
import { type Look, resolverAddress, type SeenNamespace } from './look.ts';
import { type EndResolver, isListener, isLoopback, isOfHost, portBehind, resolveEnds } from './people.ts';
import type { ObservedConnection, ObservedListening } from './record.ts';
import { joinedEnds, possibleEnds, resolverName } from './shared-names.ts';
import type { End, Flow, Protocol, Socket } from './sockets.ts';

/** A connection in one snapshot. */
export interface SeenConnection extends Pick<ObservedConnection, 'from' | 'to' | 'port' | 'protocol'> {
  /** The services in whose namespace the connection was seen. */
  readonly within: readonly string[];
}

/** The distinct connections of a snapshot, and the pairs whose client cannot be determined. */
export interface SeenFlows {
  readonly connections: readonly SeenConnection[];
  readonly undirected: readonly (readonly [string, string])[];
  /** The client of each connection, for the next snapshot. */
  readonly clients: ReadonlyMap<string, string>;
}

interface Reading {
  readonly people: EndResolver;
  readonly directions: Directions;
  add(
    from: string | null,
    to: string | null,
    port: number,
    protocol: Protocol,
    within: readonly string[],
  ): void;
  /** Records two ends of which either may be the client. */
  either(a: string | null, b: string | null): void;
}

export function readLook(look: Look): SeenFlows {
  const seen = new Map<string, SeenConnection>();
  const undirected = new Map<string, readonly [string, string]>();
  const people = resolveEnds(look);
  // What the machine does with the outside is none of Docker's.
  const isOurs = (name: string): boolean =>
    name === resolverName || possibleEnds(name).some((one) => people.services.has(one));
  const flows = look.flows.flatMap((flow) => withClientFirst(people, flow) ?? []);
  const reading: Reading = {
    people,
    directions: directionsOf(people, flows),
    add(from, to, port, protocol, within) {
      if (from === null || to === null || from === to || !(isOurs(from) || isOurs(to))) return;
      seen.set(`${from}\n${to}\n${port}\n${protocol}`, { from, to, port, protocol, within });
    },
    either(a, b) {
      const [first, second] = [a, b].toSorted();
      if (!first || !second || first === second || !(isOurs(first) || isOurs(second))) return;
      undirected.set(`${first}\n${second}`, [first, second]);
    },
  };
  for (const namespace of look.namespaces) addSocketsOf(reading, namespace);
  addHostSockets(reading);
  for (const flow of flows) addFlow(reading, flow);
  const connections = [...seen.values()];
  return { connections, undirected: [...undirected.values()], clients: people.clients };
}

function addFlow({ people, add }: Reading, flow: Flow): void {
  const { protocol, client, addressed, server, answered } = flow;
  // What nobody answers is a connection where somebody waits for it: a log over UDP is never answered.
  if (!answered && !people.listensAt(server, protocol)) return;
  if (addressed.address === resolverAddress) return;
  const within = people.namespaceAt(client.address)?.holders ?? [];
  add(
    people.clientAt(client, [addressed, server], protocol),
    people.serverAt(server, protocol),
    portBehind(people.look, server, protocol),
    protocol,
    within,
  );
}

function addSocketsOf(reading: Reading, namespace: SeenNamespace): void {
  const { people, directions, add } = reading;
  const { holders, sockets, addresses } = namespace;
  const isOwn = ({ address }: End): boolean => isLoopback(address) || addresses.has(address);
  for (const socket of sockets) {
    if (socket.state !== 'connected') continue;
    const { protocol, local, remote } = socket;
    if (local.address === resolverAddress || remote.address === resolverAddress) continue;
    const holder = people.holderOf(namespace, socket);
    if (isOwn(remote)) {
      // Neighbours in one namespace: the one that asks says so.
      if (people.listensIn(namespace, local, protocol) || !people.listensIn(namespace, remote, protocol))
        continue;
      add(holder, people.serverIn(namespace, remote, protocol), remote.port, protocol, holders);
      continue;
    }
    switch (directions(namespace, socket)) {
      case 'answers': {
        const from = people.clientAt(remote, [local], protocol);
        add(from, people.serverIn(namespace, local, protocol), local.port, protocol, holders);
        break;
      }
      case 'asks':
        addConnection(reading, holder, socket, holders);
        break;
      case 'unknown':
        reading.either(joinedEnds(holders), people.clientAt(remote, [local], protocol));
    }
  }
}

/** Adds a connection with its client as the first end. */
function addConnection(
  { people, add }: Reading,
  from: string | null,
  { remote, protocol }: Socket,
  within: readonly string[],
): void {
  const port = portBehind(people.look, remote, protocol);
  add(from, people.serverAt(remote, protocol), port, protocol, within);
}

/**
 * Adds the host's own sockets: its programs and services in host mode as clients, and connections to proxies and to services in the host's
 * namespace.
 */
function addHostSockets(reading: Reading): void {
  const { people, directions, add, either } = reading;
  const { look } = people;
  const { host } = look;
  for (const socket of host.sockets) {
    if (socket.state !== 'connected') continue;
    const { protocol, local, remote, inode } = socket;
    const direction = directions(host, socket);
    // What a proxy asks is somebody else's wish, whose own connection is seen.
    if (direction !== 'answers' && host.proxies.has(inode)) continue;
    if (direction === 'answers') {
      const port = portBehind(look, local, protocol);
      add(people.clientAt(remote, [local], protocol), people.serverAt(local, protocol), port, protocol, []);
    } else if (direction === 'asks') {
      addConnection(reading, people.holderOf(host, socket), socket, []);
    } else if (!isOfHost(host, remote.address)) {
      either(people.holderOf(host, socket), people.clientAt(remote, [local], protocol));
    }
  }
}

/** Returns the listening sockets, without those of the embedded resolver. */
export function listeningOf({ namespaces, host }: Look): readonly ObservedListening[] {
  const found = new Map<string, ObservedListening>();
  const add = (service: string | null, socket: Socket): void => {
    const { protocol, local } = socket;
    if (service === null || !isListener(socket) || local.address === resolverAddress) return;
    const one = { service, address: local.address, port: local.port, protocol };
    found.set(Object.values(one).join('\n'), one);
  };
  for (const { sockets, holders, holderOf } of namespaces)
    for (const socket of sockets) add(holderOf.get(socket.inode) ?? joinedEnds(holders), socket);
  for (const socket of host.sockets) add(host.holderOf.get(socket.inode) ?? null, socket);
  return [...found.values()];
}
