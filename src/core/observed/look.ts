// What one look at a machine gives: the sockets of every namespace, and the flows of the kernel.

import type { End, Flow, Protocol, Socket } from './sockets.ts';

/** A network namespace of running containers. */
export interface SeenNamespace {
  /** The services in it by the names of the record; the first is the one whose container made it, also where that one has left it. */
  readonly holders: readonly string[];
  readonly addresses: ReadonlySet<string>;
  readonly sockets: readonly Socket[];
  /** Whose process holds a socket, by its inode, where several services are in the namespace. */
  readonly holderOf: ReadonlyMap<string, string>;
  /** Sockets that the Engine's daemon holds there, by their inode: its resolver's. */
  readonly daemon: ReadonlySet<string>;
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
  /** Subnets of Docker's networks: who had an address of one, and has it no more, is not known. */
  readonly subnets: readonly string[];
  /** Who asked what the look before saw, by `pairKey`. */
  readonly named: ReadonlyMap<string, string>;
  /** What earlier looks saw listening, as `listenerKey` has it. */
  readonly heard: ReadonlySet<string>;
  /** Whether addresses of the outside are kept. */
  readonly keepsAddresses: boolean;
}

/** The ends of a connection, the other one without its address: one that asked a port of the host sees another one than who answers. */
export function pairKey(local: End, remote: End, protocol: Protocol): string {
  return `${protocol} ${local.address} ${local.port} ${remote.port}`;
}

/** By what a service is known to have listened. */
export function listenerKey(service: string, port: number, protocol: Protocol): string {
  return `${service} ${port}/${protocol}`;
}

/** Docker's own resolver, in every namespace of its own networks. */
export const resolverAddress = '127.0.0.11';

/** Ports from here on are what a client gets from the kernel: by itself none says that somebody waits there for others. */
export const firstOwnPort = 32_768;
