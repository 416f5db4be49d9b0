// Whose an end of a connection is: a service, the host, a place outside, one of several, or nobody who is known.

import ipaddr from 'ipaddr.js';
import {
  firstEphemeralPort,
  type Look,
  listenerKey,
  pairKey,
  resolverAddress,
  type SeenHost,
  type SeenNamespace,
  type SeenPort,
} from './look.ts';
import { joinedEnds, resolverName } from './shared-names.ts';
import { closedInode, type End, type Protocol, type Socket } from './sockets.ts';

export interface EndResolver {
  readonly look: Look;
  readonly services: ReadonlySet<string>;
  /** Returns the namespace of an address; undefined for the outside and for addresses without an owner. */
  namespaceAt(address: string): SeenNamespace | undefined;
  /** Returns the client at an address, given the ends that it may have addressed; null when it is unknown. */
  clientAt(asker: End, asked: readonly End[], protocol: Protocol): string | null;
  /**
   * Returns the service that holds a client socket: the process's service; for a closed connection the client of the previous snapshot,
   * else any holder of the namespace.
   */
  holderOf(namespace: SeenNamespace, socket: ClientSocket): string | null;
  /** The client of each connection in this snapshot, by `pairKey`, for the next snapshot. */
  readonly clients: ReadonlyMap<string, string>;
  /** Returns the service that answers at an address and port. */
  serverAt(end: End, protocol: Protocol): string | null;
  /** Returns the service that listens, or listened, on a port of a namespace, even after the namespace lost its addresses. */
  serverIn(namespace: SeenNamespace, end: End, protocol: Protocol): string | null;
  /** True when a service listens on a port of a namespace, according to its sockets, to earlier snapshots, or to a published port. */
  listensIn(namespace: SeenNamespace, end: End, protocol: Protocol): boolean;
  /** True when a service listens at an address and port; false for the outside, which is not observed. */
  listensAt(end: End, protocol: Protocol): boolean;
}

/** A client socket. */
type ClientSocket = Pick<Socket, 'local' | 'remote' | 'protocol' | 'inode'>;

/** An unknown end: an address of Docker's networks that no container has any more. */
export const unknownEnd = null;

export function resolveEnds(look: Look): EndResolver {
  const { namespaces, host } = look;
  const byAddress = new Map<string, SeenNamespace>();
  for (const namespace of namespaces)
    for (const address of namespace.addresses) byAddress.set(address, namespace);
  const services = new Set([...namespaces.flatMap(({ holders }) => holders), ...host.holderOf.values()]);
  const places = new Map<string, string | null>();
  const outside = (address: string): string | null => {
    const known = places.get(address);
    if (known !== undefined) return known;
    const place = placeOf(look, address);
    places.set(address, place);
    return place;
  };
  const listeners = new Map([...namespaces, host].map((one) => [one, listenersIn(one)] as const));
  const openIn = (namespace: SeenNamespace, end: End, protocol: Protocol): Socket | undefined =>
    listeners
      .get(namespace)
      ?.get(`${protocol} ${end.port}`)
      ?.find(({ local }) => acceptsAt(local.address, end));
  const heardIn = ({ holders }: SeenNamespace, { port }: End, protocol: Protocol): readonly string[] =>
    holders.filter((name) => look.earlierListeners.has(listenerKey(name, port, protocol)));
  const named = new Map<string, string>();
  const pairs = socketsByEnds([...namespaces, host]);
  const namespaceAt = (address: string): SeenNamespace | undefined =>
    byAddress.get(address) ?? (isOfHost(host, address) ? host : undefined);
  const people: Pick<EndResolver, 'serverIn' | 'listensIn' | 'holderOf'> = {
    holderOf(namespace, socket) {
      const { local, remote, protocol, inode } = socket;
      // Behind a proxy of the Engine stands somebody else, whose own connection is seen.
      if (namespace === host && host.proxies.has(inode)) return unknownEnd;
      const key = pairKey(local, remote, protocol);
      const name =
        processIn(namespace, socket) ??
        (inode === closedInode ? look.earlierClients.get(key) : undefined) ??
        (namespace === host ? holderOnHost(look, socket) : possibleHolders(namespace, socket));
      if (name !== null) named.set(key, name);
      return name;
    },
    serverIn(namespace, end, protocol) {
      const { holders, holderOf } = namespace;
      const open = openIn(namespace, end, protocol);
      const holder = open && holderOf.get(open.inode);
      if (holder !== undefined) return holder;
      if (namespace === host) return 'host';
      const heard = heardIn(namespace, end, protocol);
      return joinedEnds(heard.length > 0 ? heard : holders);
    },
    listensIn(namespace, end, protocol) {
      if (openIn(namespace, end, protocol) !== undefined) return true;
      if (heardIn(namespace, end, protocol).length > 0) return true;
      return look.ports.some(
        (port) =>
          port.containerPort === end.port &&
          port.protocol === protocol &&
          namespace.holders.includes(port.service),
      );
    },
  };
  return {
    look,
    services,
    namespaceAt,
    clients: named,
    ...people,
    clientAt(asker, asked, protocol) {
      const keys = asked.map((end) => pairKey(asker, end, protocol));
      // A namespace that has lost its addresses still has what is over of them.
      const pair = keys.flatMap((key) => pairs.get(key) ?? [])[0];
      const namespace = pair?.namespace ?? namespaceAt(asker.address);
      if (namespace === undefined) return outside(asker.address);
      if (pair !== undefined) return people.holderOf(namespace, pair.socket);
      const remote = asked[keys.findIndex((key) => look.earlierClients.has(key))] ?? asked.at(-1) ?? asker;
      return people.holderOf(namespace, { local: asker, remote, protocol, inode: closedInode });
    },
    serverAt(end, protocol) {
      const namespace = namespaceAt(end.address);
      if (namespace === undefined) return outside(end.address);
      const port = namespace === host ? publishedPortAt(look, end, protocol) : undefined;
      return port?.service ?? people.serverIn(namespace, end, protocol);
    },
    listensAt(end, protocol) {
      const namespace = namespaceAt(end.address);
      if (namespace === undefined) return false;
      if (namespace === host && publishedPortAt(look, end, protocol) !== undefined) return true;
      return people.listensIn(namespace, end, protocol);
    },
  };
}

/** Returns the service whose process holds a socket; undefined when the process was not looked up. */
function processIn({ holderOf, daemon }: SeenNamespace, { inode }: ClientSocket): string | undefined {
  return daemon.has(inode) ? resolverName : holderOf.get(inode);
}

/** Returns the possible holders of a connection that no process holds: the services of the namespace, and the resolver. */
function possibleHolders({ holders, sockets }: SeenNamespace, { remote }: ClientSocket): string | null {
  const asksNames = remote.port === resolverPort && sockets.some(isResolver);
  // Where one service alone is in the namespace nobody asked which process it is.
  return joinedEnds(asksNames ? [...holders, resolverName] : holders);
}

/** The port of DNS, to which Docker's resolver forwards queries. */
const resolverPort = 53;

const isResolver = ({ local }: Socket): boolean => local.address === resolverAddress;

/**
 * Returns the holder of a socket on the host that belongs to no service in host mode. For a closed connection the host, its services and
 * the Engine's proxies cannot be told apart.
 */
function holderOnHost({ host, ports }: Look, { inode, remote, protocol }: ClientSocket): string | null {
  if (inode !== closedInode) return 'host';
  // Its proxies ask containers alone.
  const proxied =
    !isOfHost(host, remote.address) &&
    ports.some((port) => port.containerPort === remote.port && port.protocol === protocol);
  return proxied ? unknownEnd : joinedEnds(['host', ...host.holders]);
}

/** Returns the published port behind an address and port of the host; undefined when there is none. */
function publishedPortAt({ ports }: Look, asked: End, protocol: Protocol): SeenPort | undefined {
  return ports.find(
    ({ hostIp, hostPort, protocol: by }) =>
      hostPort === asked.port && by === protocol && (isAny(hostIp) || hostIp === asked.address),
  );
}

/** Returns the container port behind an addressed end; for other ends the port itself. */
export function portBehind(look: Look, asked: End, protocol: Protocol): number {
  return isOfHost(look.host, asked.address)
    ? (publishedPortAt(look, asked, protocol)?.containerPort ?? asked.port)
    : asked.port;
}

function placeOf({ subnets, keepsAddresses, lan }: Look, address: string): string | null {
  const range = rangeOf(address);
  if (range === 'multicast' || range === 'broadcast' || range === 'unspecified') return unknownEnd;
  if (subnets.some((subnet) => isIn(address, subnet))) return unknownEnd;
  if (keepsAddresses) return address;
  return lan.some((subnet) => isIn(address, subnet)) ? 'lan' : 'internet';
}

/** True when a socket is a listener. An unconnected UDP client looks the same, except for its port. */
export function isListener({ state, protocol, local }: Socket): boolean {
  return state === 'listens' && (protocol === 'tcp' || local.port < firstEphemeralPort);
}

/** Returns the listening sockets by protocol and port, such as `tcp 80`. */
function listenersIn({ sockets }: Pick<SeenNamespace, 'sockets'>): ReadonlyMap<string, readonly Socket[]> {
  const found = new Map<string, Socket[]>();
  for (const socket of sockets) {
    if (!isListener(socket)) continue;
    const key = `${socket.protocol} ${socket.local.port}`;
    found.set(key, [...(found.get(key) ?? []), socket]);
  }
  return found;
}

/** True when a listener on `address` accepts connections to an end. */
function acceptsAt(address: string, end: End): boolean {
  return isAny(address) || address === end.address;
}

interface Pair {
  readonly namespace: SeenNamespace;
  readonly socket: Socket;
}

function socketsByEnds(namespaces: readonly SeenNamespace[]): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const namespace of namespaces)
    for (const socket of namespace.sockets) {
      const { state, local, remote, protocol } = socket;
      if (state === 'connected') pairs.set(pairKey(local, remote, protocol), { namespace, socket });
    }
  return pairs;
}

export function isOfHost({ addresses }: SeenHost, address: string): boolean {
  return addresses.has(address) || isLoopback(address);
}

function isAny(address: string): boolean {
  return address === '' || address === '0.0.0.0' || address === '::';
}

/** True for a loopback address in its shortest spelling. */
export function isLoopback(address: string): boolean {
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
