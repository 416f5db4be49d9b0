// Connections that nobody was admitted on must not keep others out: each has a short time to ask, an address has a few of them, and where
// there are too many in all, the oldest of the address with most of them ends, never the one that comes.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { placeOf, plainAddress } from './addresses.ts';

export interface ConnectionLimits {
  /** How many of an address may be open without being admitted. */
  readonly perAddress: number;
  /** How many may be open in all. */
  readonly together: number;
  /** How long the first request may take to arrive, in milliseconds. */
  readonly patience: number;
  /** Whether an address stands for many visitors: that of a proxy. */
  readonly isShared: (address: string) => boolean;
}

/** Six of a browser for each of some pages, and a stream each; as many as a process may have open by default leave room. */
export const usualLimits = { perAddress: 32, together: 512, patience: 5000 } as const;

export interface Connections {
  /** Takes a request's connection out of those that may be ended for others. */
  admitted(request: IncomingMessage): void;
}

interface Stranger {
  readonly place: string;
  readonly timer: NodeJS.Timeout;
  /** An answer is being made. */
  asking: boolean;
}

/** Watches the connections of `server`. */
export function limitConnections(server: Server, limits: ConnectionLimits): Connections {
  const { perAddress, together, patience, isShared } = limits;
  // In the order in which they came.
  const strangers = new Map<Socket, Stranger>();
  let open = 0;

  const forget = (socket: Socket): void => {
    const known = strangers.get(socket);
    if (known === undefined) return;
    clearTimeout(known.timer);
    strangers.delete(socket);
  };
  /** Ends the oldest of `place`, one that waits for no answer if there is such; whether there was one. */
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
