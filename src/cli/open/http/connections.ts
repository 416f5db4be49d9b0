// Connections that nobody was admitted on must not keep others out: each has a short time to ask, an address has a few of them, and where
// there are too many in all, the oldest of the address with most of them ends, never the one that comes.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { placeOf, plainAddress } from './addresses.ts';

export interface ConnectionLimits {
  /** Maximum connections of one address that are not admitted. */
  readonly perAddress: number;
  /** Maximum open connections in total. */
  readonly together: number;
  /** Time limit for the first request, in milliseconds. */
  readonly patience: number;
  /** True when an address stands for many visitors, as a proxy's does. */
  readonly isShared: (address: string) => boolean;
}

/** Room for several pages with six browser connections and a stream each, within a process's usual limit of open files. */
export const usualLimits = { perAddress: 32, together: 512, patience: 5000 } as const;

export interface Connections {
  /** Marks a request's connection as admitted, so that it is not closed for others. */
  admitted(request: IncomingMessage): void;
}

interface UnadmittedConnection {
  readonly place: string;
  readonly timer: NodeJS.Timeout;
  /** True while an answer is being prepared. */
  asking: boolean;
}

/** Limits the connections of `server`. */
export function limitConnections(server: Server, limits: ConnectionLimits): Connections {
  const { perAddress, together, patience, isShared } = limits;
  // In the order in which they came.
  const strangers = new Map<Socket, UnadmittedConnection>();
  let open = 0;

  const forget = (socket: Socket): void => {
    const known = strangers.get(socket);
    if (known === undefined) return;
    clearTimeout(known.timer);
    strangers.delete(socket);
  };
  /** Closes the oldest connection of `place`, preferring one without a pending answer. Returns false when there is none. */
  const endOldest = (place: string): boolean => {
    const own = [...strangers].filter(([, stranger]) => stranger.place === place);
    const [oldest] = own.find(([, { asking }]) => !asking) ?? own[0] ?? [];
    oldest?.destroy();
    if (oldest !== undefined) forget(oldest);
    return oldest !== undefined;
  };
  const largestPlace = (): string => {
    const counts = new Map<string, number>();
    for (const { place } of strangers.values()) counts.set(place, (counts.get(place) ?? 0) + 1);
    const [[place] = ['']] = [...counts].sort(([, a], [, b]) => b - a);
    return place;
  };

  server.on('connection', (socket: Socket) => {
    const address = plainAddress(socket.remoteAddress ?? '');
    const place = placeOf(address);
    open++;
    socket.once('close', () => {
      open--;
      forget(socket);
    });
    const most = isShared(address) ? together : perAddress;
    const own = [...strangers.values()].filter((stranger) => stranger.place === place).length;
    if (own >= most) endOldest(place);
    // Where all others are of visitors who were let in, the one that comes has to wait.
    if (open > together && !endOldest(largestPlace())) return void socket.destroy();
    const timer = setTimeout(() => {
      if (strangers.get(socket)?.asking === false) socket.destroy();
    }, patience);
    strangers.set(socket, { place, timer, asking: false });
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const known = strangers.get(request.socket);
    if (known === undefined) return;
    known.asking = true;
    response.once('close', () => {
      known.asking = false;
      // Node ends a connection that asks no more.
      clearTimeout(known.timer);
    });
  });
  return { admitted: ({ socket }) => forget(socket) };
}
