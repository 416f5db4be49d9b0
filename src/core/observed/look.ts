// What one look at a machine gives: the sockets of every namespace, and the flows of the kernel.

import type { End, Flow, Protocol, Socket } from './sockets.ts';

/** A network namespace of running containers. */
export interface SeenNamespace {
  /**
   * The services in the namespace, by their names in the record. The first is the one whose container created it, even when that container
   * has left.
   */
  readonly holders: readonly string[];
  readonly addresses: ReadonlySet<string>;
  readonly sockets: readonly Socket[];
  /** The service whose process holds a socket, by inode, for a namespace with several services. */
  readonly holderOf: ReadonlyMap<string, string>;
  /** The inodes of sockets that the Engine's daemon holds there, for its resolver. */
  readonly daemon: ReadonlySet<string>;
}

/** The host's own namespace; its holders are services in host mode, beside the host's own programs. */
export interface SeenHost extends SeenNamespace {
  /** The inodes of sockets that the Engine's userland proxies hold. */
  readonly proxies: ReadonlySet<string>;
}

/** A published port of the host. */
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
  /** The subnets of the outside interface, such as `192.0.2.0/24`. */
  readonly lan: readonly string[];
  /** The subnets of Docker's networks: the former owner of an address in one of them is unknown. */
  readonly subnets: readonly string[];
  /** The client of each connection in the previous snapshot, by `pairKey`. */
  readonly earlierClients: ReadonlyMap<string, string>;
  /** The listeners of earlier snapshots, by `listenerKey`. */
  readonly earlierListeners: ReadonlySet<string>;
  /** True when outside addresses are recorded. */
  readonly keepsAddresses: boolean;
}

/**
 * Returns a key for the ends of a connection, without the remote address: a client that addressed a port of the host sees another address
 * than the one that answers.
 */
export function pairKey(local: End, remote: End, protocol: Protocol): string {
  return `${protocol} ${local.address} ${local.port} ${remote.port}`;
}

/** Returns a key for a listener of a service. */
export function listenerKey(service: string, port: number, protocol: Protocol): string {
  return `${service} ${port}/${protocol}`;
}

/** The address of Docker's embedded resolver in every namespace on user-defined networks. */
export const resolverAddress = '127.0.0.11';

/** The first ephemeral port: a socket on this port or above does not by itself imply a listener. */
export const firstEphemeralPort = 32_768;
