// One look at what flows: the sockets of every namespace and the flows of the kernel, as connections between services and places.

import ipaddr from 'ipaddr.js';
import type { ObservedConnection, ObservedListening } from './record.ts';
import type { End, Flow, Protocol, Socket } from './sockets.ts';

/** A network namespace of running containers. */
export interface SeenNamespace {
  /** The services in it by the names of the record; the first is the one whose container made it. */
  readonly holders: readonly string[];
  readonly addresses: ReadonlySet<string>;
  readonly sockets: readonly Socket[];
  /** Whose process holds a socket, by its inode, where several services are in the namespace. */
  readonly holderOf: ReadonlyMap<string, string>;
}

/** The namespace of the machine itself; its holders are services in host mode, beside its own programs. */
export interface SeenHost extends SeenNamespace {
  /** Sockets that the Engine's own proxies hold. */
  readonly proxies: ReadonlySet<string>;
}

/** A port of the host that leads to a container. */
export interface SeenPort {
  readonly hostIp: string;
  readonly hostPort: number;
  readonly protocol: Protocol;
  readonly service: string;
  readonly containerPort: number;
}

export interface Look {
  readonly namespaces: readonly SeenNamespace[];
  readonly host: SeenHost;
  readonly ports: readonly SeenPort[];
  readonly flows: readonly Flow[];
  /** Subnets of the outside interface, as `192.0.2.0/24`. */
  readonly lan: readonly string[];
  /** Whether addresses of the outside are kept. */
  readonly keepsAddresses: boolean;
}

/** One connection as it was seen in one look. */
export type SeenConnection = Pick<ObservedConnection, 'from' | 'to' | 'port' | 'protocol'>;

/** An end that nobody knows: an address of Docker's own networks that no container has now. */
const nobody = null;

/** The connections of a look, each once. */
export function connectionsOf(look: Look): readonly SeenConnection[] {
  const seen = new Map<string, SeenConnection>();
  const people = whoIsWho(look);
  const add = (from: string | null, to: string | null, port: number, protocol: Protocol): void => {
    if (from === null || to === null || from === to) return;
    // What the machine does with the outside is none of Docker's.
    if (!people.services.has(from) && !people.services.has(to)) return;
    seen.set(`${from}\n${to}\n${port}\n${protocol}`, { from, to, port, protocol });
  };
  for (const namespace of look.namespaces) addOf(people, namespace, add);
  addOfHost(people, add);
  for (const { protocol, asker, answerer } of look.flows) {
    const port = isOfHost(look.host, answerer.address) ? portBehind(look, answerer, protocol) : answerer.port;
    add(people.asking(asker, answerer, protocol), people.answering(answerer, protocol), port, protocol);
  }
  return [...seen.values()];
}

/** The sockets that wait for others, those of the embedded resolver aside. */
export function listeningOf({ namespaces, host }: Look): readonly ObservedListening[] {
  const found = new Map<string, ObservedListening>();
  const add = (service: string, { protocol, local }: Socket): void => {
    if (local.address === resolver || (protocol === 'udp' && local.port >= firstOwnPort)) return;
    const one = { service, address: local.address, port: local.port, protocol };
    found.set(Object.values(one).join('\n'), one);
  };
  for (const { sockets, holders, holderOf } of namespaces) {
    for (const socket of sockets) {
      const service = holderOf.get(socket.inode) ?? holders[0];
      if (socket.state === 'listens' && service !== undefined) add(service, socket);
    }
  }
  for (const socket of host.sockets) {
    const service = host.holderOf.get(socket.inode);
    if (socket.state === 'listens' && service !== undefined) add(service, socket);
  }
  return [...found.values()];
}

const resolver = '127.0.0.11';
/** Ports from here on are what a client of UDP gets: nobody waits there for others. */
const firstOwnPort = 32_768;

type Add = (from: string | null, to: string | null, port: number, protocol: Protocol) => void;

interface People {
  readonly look: Look;
  readonly services: ReadonlySet<string>;
  /** Whose an address is as the one that asks `asked` from there; null where that cannot be told. */
  asking(asker: End, asked: End, protocol: Protocol): string | null;
  /** Who answers at an address and port. */
  answering(end: End, protocol: Protocol): string | null;
}

function whoIsWho(look: Look): People {
  const { namespaces, host } = look;
  const byAddress = new Map<string, SeenNamespace>();
  for (const namespace of namespaces)
    for (const address of namespace.addresses) byAddress.set(address, namespace);
  const services = new Set([...namespaces.flatMap(({ holders }) => holders), ...host.holderOf.values()]);
  const places = new Map<string, string | null>();
  const outside = (address: string): string | null => {
    const known = places.get(address);
    if (known !== undefined) return known;
    const place = placeOf(address);
    places.set(address, place);
    return place;
  };
  const placeOf = (address: string): string | null => {
    const range = rangeOf(address);
    if (range === 'multicast' || range === 'broadcast' || range === 'unspecified') return nobody;
    if (look.keepsAddresses) return address;
    return look.lan.some((subnet) => isIn(address, subnet)) ? 'lan' : 'internet';
  };
  return {
    look,
    services,
    asking(asker, asked, protocol) {
      const namespace = byAddress.get(asker.address);
      if (namespace !== undefined) {
        const { holders, holderOf, sockets } = namespace;
        if (holders.length < 2) return holders[0] ?? nobody;
        // Which of those that share it: the one that holds the other end.
        const other = sockets.find((socket) => isPair(socket, asker, asked, protocol));
        return (other && holderOf.get(other.inode)) ?? nobody;
      }
      if (!isOfHost(host, asker.address)) return outside(asker.address);
      const other = host.sockets.find((socket) => isPair(socket, asker, asked, protocol));
      // Behind a proxy of the Engine stands somebody else, whose own connection is seen.
      if (other === undefined || host.proxies.has(other.inode)) return nobody;
      return holderOnHost(look, other);
    },
    answering(end, protocol) {
      const namespace = byAddress.get(end.address);
      if (namespace !== undefined) return listenerIn(namespace, end.port, protocol);
      if (!isOfHost(host, end.address)) return outside(end.address);
      const port = portAt(look, end, protocol);
      if (port !== undefined) return port.service;
      return listenerOf(host, end.port, protocol) ?? 'host';
    },
  };
}

/** The kernel keeps a connection that is over for a minute, and no process with it. */
const overInode = '0';

/** Who on the machine holds a socket; of one that is over nobody can tell a service in host mode, or a proxy of the Engine, from the host. */
function holderOnHost(
  { host, ports }: Look,
  { inode, remote, protocol }: Pick<Socket, 'inode' | 'remote' | 'protocol'>,
): string | null {
  const known = host.holderOf.get(inode);
  if (known !== undefined || inode !== overInode) return known ?? 'host';
  const proxied = ports.some((port) => port.containerPort === remote.port && port.protocol === protocol);
  return host.holders.length > 0 || proxied ? nobody : 'host';
}

/** Whose process waits at a port, where that is told. */
function listenerOf(
  { sockets, holderOf }: Pick<SeenNamespace, 'sockets' | 'holderOf'>,
  port: number,
  protocol: Protocol,
): string | undefined {
  const listener = sockets.find(
    (socket) => socket.state === 'listens' && socket.local.port === port && socket.protocol === protocol,
  );
  return listener && holderOf.get(listener.inode);
}

function listenerIn(namespace: SeenNamespace, port: number, protocol: Protocol): string | null {
  return listenerOf(namespace, port, protocol) ?? namespace.holders[0] ?? nobody;
}

function isPair(socket: Socket, local: End, remote: End, protocol: Protocol): boolean {
  return (
    socket.state === 'connected' &&
    socket.protocol === protocol &&
    socket.local.port === local.port &&
    socket.local.address === local.address &&
    socket.remote.port === remote.port
  );
}

/** The published port that is asked for at an address of the host. */
function portAt({ ports }: Look, asked: End, protocol: Protocol): SeenPort | undefined {
  return ports.find(
    ({ hostIp, hostPort, protocol: by }) =>
      hostPort === asked.port && by === protocol && (isAny(hostIp) || hostIp === asked.address),
  );
}

/** The port that was asked for of the host, as the port of the container behind it. */
function portBehind(look: Look, asked: End, protocol: Protocol): number {
  return portAt(look, asked, protocol)?.containerPort ?? asked.port;
}

function addOf(people: People, namespace: SeenNamespace, add: Add): void {
  const { host } = people.look;
  const { holders, holderOf, sockets, addresses } = namespace;
  const open = openPorts(sockets);
  const holder = ({ inode }: Socket): string | null =>
    holderOf.get(inode) ?? (holders.length < 2 ? (holders[0] ?? nobody) : nobody);
  for (const socket of sockets) {
    if (socket.state !== 'connected') continue;
    const { protocol, local, remote } = socket;
    if (local.address === resolver || remote.address === resolver) continue;
    const answers = open.has(`${protocol} ${local.port}`);
    if (isLoopback(remote.address) || addresses.has(remote.address)) {
      // Neighbours in one namespace: the one that asks says so.
      if (!answers) add(holder(socket), listenerIn(namespace, remote.port, protocol), remote.port, protocol);
      continue;
    }
    if (answers) {
      const to = listenerIn(namespace, local.port, protocol);
      add(people.asking(remote, local, protocol), to, local.port, protocol);
      continue;
    }
    const port = isOfHost(host, remote.address) ? portBehind(people.look, remote, protocol) : remote.port;
    add(holder(socket), people.answering(remote, protocol), port, protocol);
  }
}

/** The host's own sockets: its programs and services in host mode as those that ask, and what comes to proxies and open services. */
function addOfHost(people: People, add: Add): void {
  const { look } = people;
  const { sockets, proxies } = look.host;
  const open = openPorts(sockets);
  for (const socket of sockets) {
    if (socket.state !== 'connected') continue;
    const { protocol, local, remote, inode } = socket;
    if (open.has(`${protocol} ${local.port}`)) {
      // At loopback nobody but the host itself asks.
      const from = people.asking(remote, local, protocol) ?? (isLoopback(remote.address) ? 'host' : nobody);
      add(from, people.answering(local, protocol), portBehind(look, local, protocol), protocol);
    } else if (!proxies.has(inode)) {
      if (isLoopback(remote.address)) continue;
      add(
        holderOnHost(look, socket),
        people.answering(remote, protocol),
        portBehind(look, remote, protocol),
        protocol,
      );
    }
  }
}

/** `tcp 80` for each socket that waits for others. */
function openPorts(sockets: readonly Socket[]): ReadonlySet<string> {
  return new Set(
    sockets.flatMap(({ state, protocol, local }) =>
      state === 'listens' ? [`${protocol} ${local.port}`] : [],
    ),
  );
}

function isOfHost({ addresses }: SeenHost, address: string): boolean {
  return addresses.has(address) || isLoopback(address);
}

function isAny(address: string): boolean {
  return address === '' || address === '0.0.0.0' || address === '::';
}

/** Of an address in its shortest spelling. */
function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

function rangeOf(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).range() : '';
}

function isIn(address: string, subnet: string): boolean {
  const [range, bits] = ipaddr.parseCIDR(subnet);
  const one = ipaddr.process(address);
  return one.kind() === range.kind() && one.match(range, bits);
}
