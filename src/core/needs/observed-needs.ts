// Recorded connections (`bulkhead observe`) as needs of a project's services: a service that opened a connection needs it, whatever the
// files state.

import { memoize } from '../compose/memoize.ts';
import { isIpLiteral } from '../compose/project/values/ip-literal.ts';
import type { Topology } from '../compose/topology.ts';
import type { ObservedConnection, ObservedListening, ObservedRecord } from '../observed/record.ts';
import { possibleConnections, possibleEnds, resolverName } from '../observed/shared-names.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';

/** A recorded connection between two services, or between a service and a place. */
export interface ObservedNeed {
  readonly from: string;
  readonly to: string;
  readonly kind: 'observed';
  /** The name of `to`; the record does not show which name was looked up. */
  readonly name: string;
  readonly port: number;
  readonly certainty: 'observed';
  /** The service that connected; for a connection from a place, the service that answered. */
  readonly at: Path;
  readonly seen: ObservedConnection;
  /** The length of the record in seconds. */
  readonly watched: number;
}

/** True when a name in a record is a place: `host`, `lan`, `internet`, or an outside address. */
export function isObservedPlace(name: string): boolean {
  return name === 'host' || name === 'lan' || name === 'internet' || isIpLiteral(name);
}

/** Returns the record in the service names of this project, since a host's record uses `PROJECT/SERVICE`. Null without a record. */
export function projectRecord({
  observed,
  project,
}: Pick<ReachOptions, 'observed' | 'project'>): ObservedRecord | null {
  if (observed === undefined) return null;
  const cached = recordsByPrefix(observed);
  const prefix = `${project}/`;
  const record = cached.get(prefix) ?? withoutPrefix(observed, prefix);
  cached.set(prefix, record);
  return record;
}

/** Cached records by project prefix, because each stack of a host reads the record after every edit. */
const recordsByPrefix = memoize((_record: ObservedRecord) => new Map<string, ObservedRecord>());

function withoutPrefix(record: ObservedRecord, prefix: string): ObservedRecord {
  const local = (name: string): string =>
    possibleEnds(name)
      .map((connection) => (connection.startsWith(prefix) ? connection.slice(prefix.length) : connection))
      .join('|');
  return {
    ...record,
    connections: record.connections.map(
      (connection): ObservedConnection => ({
        ...connection,
        from: local(connection.from),
        to: local(connection.to),
      }),
    ),
    listening: record.listening.map(
      (socket): ObservedListening => ({ ...socket, service: local(socket.service) }),
    ),
  };
}

export interface ObservedNeeds {
  /** The recorded connections between services, by the connecting service. */
  readonly byPair: ReadonlyMap<string, readonly ObservedNeed[]>;
  readonly beyond: readonly ObservedNeed[];
}

/** Returns the recorded connections of the given services; connections between other services are ignored. */
export function observedNeeds({ services }: Topology, record: ObservedRecord | null): ObservedNeeds {
  const between = new Map<string, ObservedNeed[]>();
  const beyond: ObservedNeed[] = [];
  if (record === null) return { byPair: between, beyond };
  const watched = watchedSeconds(record);
  // A connection from one of several services in a namespace counts for each of them, since closing it for one closes it for all. A
  // connection that Docker's resolver may have opened is not a service's own.
  const connections = record.connections.filter(
    ({ from, to }) => !(isObservedPlace(to) && possibleEnds(from).includes(resolverName)),
  );
  for (const connection of connections.flatMap((connection) => possibleConnections(connection))) {
    if (connection.from === connection.to) continue;
    const [fromService, toService] = [services.has(connection.from), services.has(connection.to)];
    if (fromService && toService) {
      const ownNeeds = between.get(connection.from) ?? [];
      between.set(connection.from, ownNeeds);
      ownNeeds.push(observedNeed(connection, watched, connection.from));
    } else if (fromService && isObservedPlace(connection.to))
      beyond.push(observedNeed(connection, watched, connection.from));
    else if (toService && isObservedPlace(connection.from))
      beyond.push(observedNeed(connection, watched, connection.to));
  }
  return { byPair: between, beyond };
}

/** Returns the length of a record in seconds. */
export function watchedSeconds({ from, to }: Pick<ObservedRecord, 'from' | 'to'>): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

function observedNeed(seen: ObservedConnection, watched: number, service: string): ObservedNeed {
  const { from, to, port } = seen;
  const at = ['services', service];
  return { from, to, kind: 'observed', name: to, port, certainty: 'observed', at, seen, watched };
}
