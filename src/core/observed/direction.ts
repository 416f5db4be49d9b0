// Which end of a connection asked. The kernel's table of flows says it, and so does who listens; two sockets alone do not. A port of those
// that the kernel gives to clients is nobody's service because of that.

import { firstEphemeralPort, type SeenNamespace } from './look.ts';
import type { EndResolver } from './people.ts';
import type { End, Flow, Protocol, Socket } from './sockets.ts';

/** The role of the local end of a socket: it opened the connection or accepted it; `unknown` when nothing tells. */
export type Direction = 'asks' | 'answers' | 'unknown';

/** Returns the role of a socket's local end in a namespace. */
export type Directions = (namespace: SeenNamespace, socket: Socket) => Direction;

/** Returns a flow with the client as its first end; null when the client is unknown. */
export function withClientFirst(people: EndResolver, flow: Flow): Flow | null {
  const { protocol, client, addressed, server } = flow;
  if (people.listensAt(server, protocol) || people.listensAt(addressed, protocol)) return flow;
  // The kernel takes up a flow in its middle by the packet that it sees first, whoever asked.
  if (people.listensAt(client, protocol))
    return { ...flow, client: server, addressed: client, server: client };
  const isSeen = people.namespaceAt(server.address) !== undefined;
  return isSeen && server.port >= firstEphemeralPort && client.port < firstEphemeralPort ? null : flow;
}

/** Returns the directions that the flows and listeners of a snapshot imply; in `flows` the client comes first. */
export function directionsOf(people: EndResolver, flows: readonly Flow[]): Directions {
  const asking = new Set<string>();
  const answering = new Set<string>();
  for (const { protocol, client, addressed, server, clientAsSeen } of flows) {
    for (const other of [addressed, server]) {
      asking.add(key(protocol, client, other));
      answering.add(key(protocol, other, client));
    }
    answering.add(key(protocol, server, clientAsSeen));
  }
  return (namespace, { protocol, local, remote }) => {
    const both = key(protocol, local, remote);
    if (asking.has(both)) return 'asks';
    if (answering.has(both)) return 'answers';
    if (people.listensIn(namespace, local, protocol)) return 'answers';
    if (people.listensAt(remote, protocol)) return 'asks';
    if (remote.port >= firstEphemeralPort) return 'unknown';
    // Who connects a socket of UDP asks.
    if (protocol === 'udp') return 'asks';
    // Whether anybody listens beyond this machine is not seen.
    return people.namespaceAt(remote.address) === undefined && local.port >= firstEphemeralPort
      ? 'asks'
      : 'unknown';
  };
}

function key(protocol: Protocol, local: End, remote: End): string {
  return `${protocol} ${local.address} ${local.port} ${remote.address} ${remote.port}`;
}
