// Whose an end of a connection is: a service, the host, a place outside, one of several, or nobody who is known.

import ipaddr from 'ipaddr.js';
import {
  firstOwnPort,
  type Look,
  listenerKey,
  pairKey,
  resolverAddress,
  type SeenHost,
  type SeenNamespace,
  type SeenPort,
} from './look.ts';
import { oneOf, resolverName } from './shared-names.ts';
import { type End, overInode, type Protocol, type Socket } from './sockets.ts';

export interface People {
  readonly look: Look;
  readonly services: ReadonlySet<string>;
  /** The namespace that an address is of; undefined for the outside, and for what nobody has. */
  namespaceAt(address: string): SeenNamespace | undefined;
  /** Who asks from an address, by the ends that were asked; null where that cannot be told. */
  asking(asker: End, asked: readonly End[], protocol: Protocol): string | null;
  /** Who of a namespace asks by a socket: its process; of one that is over who did in the look before, else one of all. */
  holding(namespace: SeenNamespace, socket: Asking): string | null;
  /** Who asked what was read of this look, by `pairKey`, for the next one. */
  readonly named: ReadonlyMap<string, string>;
  /** Who answers at an address and port. */
  answering(end: End, protocol: Protocol): string | null;
  /** Who waits, or waited, at a port of a namespace, also of one that has lost its addresses. */
  answeringIn(namespace: SeenNamespace, end: End, protocol: Protocol): string | null;
  /** Whether somebody waits at a port of a namespace: by its sockets, by what earlier looks saw, or because it is published. */
  listensIn(namespace: SeenNamespace, end: End, protocol: Protocol): boolean;
  /** The same at an address; false for the outside, which is not seen. */
  listens(end: End, protocol: Protocol): boolean;
}

/** A socket that asks. */
type Asking = Pick<Socket, 'local' | 'remote' | 'protocol' | 'inode'>;

/** An end that nobody knows: an address of Docker's own networks that no container has now. */
export const nobody = null;

export function whoIsWho(look: Look): People {
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
      ?.find(({ local }) => isAt(local.address, end));
  const heardIn = ({ holders }: SeenNamespace, { port }: End, protocol: Protocol): readonly string[] =>
    holders.filter((name) => look.heard.has(listenerKey(name, port, protocol)));
  const named = new Map<string, string>();
  const pairs = socketsByEnds([...namespaces, host]);
  const namespaceAt = (address: string): SeenNamespace | undefined =>
    byAddress.get(address) ?? (isOfHost(host, address) ? host : undefined);
  const people: Pick<People, 'answeringIn' | 'listensIn' | 'holding'> = {
    holding(namespace, socket) {
      const { local, remote, protocol, inode } = socket;
      // Behind a proxy of the Engine stands somebody else, whose own connection is seen.
      if (namespace === host && host.proxies.has(inode)) return nobody;
      const key = pairKey(local, remote, protocol);
      const name =
        processIn(namespace, socket) ??
        (inode === overInode ? look.named.get(key) : undefined) ??
        (namespace === host ? holderOnHost(look, socket) : holderIn(namespace, socket));
      if (name !== null) named.set(key, name);
      return name;
    },
    answeringIn(namespace, end, protocol) {
      const { holders, holderOf } = namespace;
      const open = openIn(namespace, end, protocol);
      const holder = open && holderOf.get(open.inode);
      if (holder !== undefined) return holder;
      if (namespace === host) return 'host';
      const heard = heardIn(namespace, end, protocol);
      return oneOf(heard.length > 0 ? heard : holders);
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
    named,
    ...people,
    asking(asker, asked, protocol) {
      const keys = asked.map((end) => pairKey(asker, end, protocol));
      // A namespace that has lost its addresses still has what is over of them.
      const pair = keys.flatMap((key) => pairs.get(key) ?? [])[0];
      const namespace = pair?.namespace ?? namespaceAt(asker.address);
      if (namespace === undefined) return outside(asker.address);
      if (pair !== undefined) return people.holding(namespace, pair.socket);
      const remote = asked[keys.findIndex((key) => look.named.has(key))] ?? asked.at(-1) ?? asker;
      return people.holding(namespace, { local: asker, remote, protocol, inode: overInode });
    },
    answering(end, protocol) {
      const namespace = namespaceAt(end.address);
      if (namespace === undefined) return outside(end.address);
      const port = namespace === host ? portAt(look, end, protocol) : undefined;
      return port?.service ?? people.answeringIn(namespace, end, protocol);
    },
    listens(end, protocol) {
      const namespace = namespaceAt(end.address);
      if (namespace === undefined) return false;
      if (namespace === host && portAt(look, end, protocol) !== undefined) return true;
      return people.listensIn(namespace, end, protocol);
    },
  };
}

/** Whose process holds a socket, where that was looked for. */
function processIn({ holderOf, daemon }: SeenNamespace, { inode }: Asking): string | undefined {
  return daemon.has(inode) ? resolverName : holderOf.get(inode);
}

/** Who in a namespace may hold a connection that no process holds: any of those that share it, and the resolver. */
function holderIn({ holders, sockets }: SeenNamespace, { remote }: Asking): string | null {
  const asksNames = remote.port === resolverPort && sockets.some(isResolver);
  // Where one service alone is in the namespace nobody asked which process it is.
  return oneOf(asksNames ? [...holders, resolverName] : holders);
}

/** Resolvers outside are asked there. */
const resolverPort = 53;

const isResolver = ({ local }: Socket): boolean => local.address === resolverAddress;

/** Who on the machine holds a socket that is of no service in host mode; of one that is over nobody can tell the host from a service in host mode, or a proxy of the Engine from either. */
function holderOnHost({ host, ports }: Look, { inode, remote, protocol }: Asking): string | null {
  if (inode !== overInode) return 'host';
  // Its proxies ask containers alone.
  const proxied =
    !isOfHost(host, remote.address) &&
    ports.some((port) => port.containerPort === remote.port && port.protocol === protocol);
  return proxied ? nobody : oneOf(['host', ...host.holders]);
}

/** The published port that is asked for at an address of the host. */
function portAt({ ports }: Look, asked: End, protocol: Protocol): SeenPort | undefined {
  return ports.find(
    ({ hostIp, hostPort, protocol: by }) =>
      hostPort === asked.port && by === protocol && (isAny(hostIp) || hostIp === asked.address),
  );
}

/** The port that was asked for, as the port of the container where a port of the host leads to one. */
export function portBehind(look: Look, asked: End, protocol: Protocol): number {
  return isOfHost(look.host, asked.address)
    ? (portAt(look, asked, protocol)?.containerPort ?? asked.port)
    : asked.port;
}

function placeOf({ subnets, keepsAddresses, lan }: Look, address: string): string | null {
  const range = rangeOf(address);
  if (range === 'multicast' || range === 'broadcast' || range === 'unspecified') return nobody;
  if (subnets.some((subnet) => isIn(address, subnet))) return nobody;
  if (keepsAddresses) return address;
  return lan.some((subnet) => isIn(address, subnet)) ? 'lan' : 'internet';
}

/** Whether a socket waits for others. A client of UDP that names nobody looks the same, but for its port. */
export function isWaiting({ state, protocol, local }: Socket): boolean {
  return state === 'listens' && (protocol === 'tcp' || local.port < firstOwnPort);
}

/** By `tcp 80`: the sockets that wait for others. */
function listenersIn({ sockets }: Pick<SeenNamespace, 'sockets'>): ReadonlyMap<string, readonly Socket[]> {
  const found = new Map<string, Socket[]>();
  for (const socket of sockets) {
    if (!isWaiting(socket)) continue;
    const key = `${socket.protocol} ${socket.local.port}`;
    found.set(key, [...(found.get(key) ?? []), socket]);
  }
  return found;
}

/** Whether what waits at `address` waits at an end. */
function isAt(address: string, end: End): boolean {
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

/** Of an address in its shortest spelling. */
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
