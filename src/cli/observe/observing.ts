// Looks again and again for as long as it is asked to, and keeps what was seen. A look that costs much is followed by a longer pause.

import { nameList } from '../../core/compose/name-list.ts';
import type { RunningHost } from '../../core/host/running/running-host.ts';
import { listenerKey } from '../../core/observed/look.ts';
import { listeningOf, readLook } from '../../core/observed/read-look.ts';
import {
  connectionKey,
  type ObservedConnection,
  type ObservedListening,
  type ObservedRecord,
} from '../../core/observed/record.ts';
import { endText, possibleEnds } from '../../core/observed/shared-names.ts';
import { lookAt, type ObservationState } from './look-at.ts';
import type { Kernel } from './namespace-reader.ts';
import { findNamespaces, isRequested, type Watched } from './watched.ts';

/** The clock and its pauses, in milliseconds; tests pass one that does not wait. */
export interface Clock {
  now(): number;
  /** Returns how much processor time this process has used. */
  used(): number;
  /** Waits; ends early when `signal` is aborted. */
  pause(time: number, signal: AbortSignal): Promise<void>;
}

export interface Observing {
  readonly kernel: Kernel;
  readonly clock: Clock;
  /** Reads the running host. */
  readonly read: () => Promise<RunningHost>;
  /** The project whose services go by their plain names; null when each is `STACK/SERVICE`. */
  readonly own: string | null;
  /** The duration of the observation and the minimum pause between two looks, in milliseconds. */
  readonly length: number;
  readonly interval: number;
  readonly keepsAddresses: boolean;
  readonly signal: AbortSignal;
  /** Receives the record so far after each look. */
  readonly seen?: (record: ObservedRecord) => void;
}

/** The share of a processor that the observation may use. */
const processorShare = 0.2;
/** Milliseconds until the running containers are read again. */
const rereadInterval = 10_000;

/** The note for connections whose direction cannot be determined. */
const undirectedWhy = "neither end listens any more, and the kernel's connection table lacks the connection";

/** Observes until the time is over or it is stopped. */
export async function observe(observing: Observing): Promise<ObservedRecord> {
  const { kernel, clock, read, own, length, interval, keepsAddresses, signal, seen } = observing;
  const connections = new Map<string, ObservedConnection>();
  const listening = new Map<string, ObservedListening>();
  const unseen = new Map<string, ObservedRecord['unseen'][number]>();
  const remembered: ObservationState = {
    knownListeners: new Set(),
    clients: new Map(),
    hostSockets: new Set(),
    foreignProcesses: new Set(),
  };
  let host = await read();
  let watched: Watched = findNamespaces(kernel, host, own);
  let readAt = clock.now();
  // What runs was asked for before the first look: that time was not watched.
  const start = readAt;
  let looks = 0;
  let last = start;
  const soFar = (): ObservedRecord => ({
    version: 1,
    from: new Date(start).toISOString(),
    to: new Date(last).toISOString(),
    interval: Math.max(looks < 2 ? interval : (last - start) / (looks - 1), 1) / 1000,
    engine: host.engine,
    connections: [...connections.values()],
    listening: [...listening.values()],
    unseen: [...unseen.values()],
  });
  for (;;) {
    const before = clock.now();
    const usedBefore = clock.used();
    const at = new Date(before).toISOString();
    const look = lookAt(kernel, watched, keepsAddresses, remembered);
    const waiting = listeningOf(look);
    const { connections: found, undirected, clients } = readLook(look);
    remembered.clients = clients;
    for (const { within, ...one } of found) {
      if (!isRequested(watched, [one.from, one.to, ...within])) continue;
      const key = connectionKey(one);
      const known = connections.get(key);
      const before = known ?? { ...one, looks: 0, first: at, last: at };
      connections.set(key, { ...before, looks: before.looks + 1, last: at });
    }
    for (const one of waiting) {
      const names = possibleEnds(one.service);
      const isHeard = (name: string) =>
        remembered.knownListeners.has(listenerKey(name, one.port, one.protocol));
      // Whose it is was known before its process went.
      if (names.length > 1 && names.some(isHeard)) continue;
      for (const name of names) remembered.knownListeners.add(listenerKey(name, one.port, one.protocol));
      if (isRequested(watched, [one.service])) listening.set(Object.values(one).join('\n'), one);
    }
    for (const ends of undirected) {
      if (!isRequested(watched, ends)) continue;
      const what = `which of ${nameList(ends.map(endText))} asked the other`;
      unseen.set(what, { what, why: undirectedWhy });
    }
    for (const { who, what, why } of watched.unseen)
      if (who === null || isRequested(watched, who)) unseen.set(what, { what, why });
    looks++;
    last = before;
    seen?.(soFar());
    const left = start + length - clock.now();
    if (left <= 0 || signal.aborted) break;
    const wait = Math.max(interval - (clock.now() - before), (clock.used() - usedBefore) / processorShare);
    await clock.pause(Math.min(wait, left), signal);
    if (clock.now() - readAt >= rereadInterval) {
      host = await read();
      watched = findNamespaces(kernel, host, own);
      remembered.hostSockets.clear();
      remembered.foreignProcesses.clear();
      readAt = clock.now();
    }
  }
  return soFar();
}
