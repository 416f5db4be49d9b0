// What was seen to flow (`bulkhead observe`), as needs of the services of one project: whoever opens a connection needs it, whatever the
// files say of it.

import { memoize } from '../compose/memoize.ts';
import { isIpLiteral } from '../compose/project/values/ip-literal.ts';
import type { Topology } from '../compose/topology.ts';
import type { ObservedConnection, ObservedListening, ObservedRecord } from '../observed/record.ts';
import { possibleConnections, possibleEnds, resolverName } from '../observed/shared-names.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';

/** A connection that was seen between two services, or between a service and a place. */
export interface ObservedNeed {
  readonly from: string;
  readonly to: string;
  readonly kind: 'observed';
  /** That of `to`: which name was asked for is not seen. */
  readonly name: string;
  readonly port: number;
  readonly certainty: 'observed';
  /** The service that asked; where a place did, the one that answered. */
  readonly at: Path;
  readonly seen: ObservedConnection;
  /** How long was looked, in seconds. */
  readonly watched: number;
}

/** Whether a name in a record is a place: `host`, `lan`, `internet`, or an address of the outside. */
export function isObservedPlace(name: string): boolean {
  return name === 'host' || name === 'lan' || name === 'internet' || isIpLiteral(name);
}

/** The record as the services of this project see it: one of a host calls them `PROJECT/SERVICE`. Null where none is given. */
export function observedHere({
  observed,
  project,
}: Pick<ReachOptions, 'observed' | 'project'>): ObservedRecord | null {
  if (observed === undefined) return null;
  const known = byProject(observed);
  const prefix = `${project}/`;
  const here = known.get(prefix) ?? withoutPrefix(observed, prefix);
  known.set(prefix, here);
  return here;
}

/** A record is read with every edit, by each stack of a host. */
const byProject = memoize((_record: ObservedRecord) => new Map<string, ObservedRecord>());

function withoutPrefix(record: ObservedRecord, prefix: string): ObservedRecord {
  const local = (name: string): string =>
    possibleEnds(name)
      .map((one) => (one.startsWith(prefix) ? one.slice(prefix.length) : one))
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
  /** By the service that asked. */
  readonly between: ReadonlyMap<string, readonly ObservedNeed[]>;
  readonly beyond: readonly ObservedNeed[];
}

/** What was seen of these services; what is of others is left to those who know them. */
export function observedNeeds({ services }: Topology, record: ObservedRecord | null): ObservedNeeds {
  const between = new Map<string, ObservedNeed[]>();
  const beyond: ObservedNeed[] = [];
  if (record === null) return { between, beyond };
  const watched = watchedSeconds(record);
  // Whoever of several it was: to close it for one is to close it for all that share a namespace. What may be Docker's resolver's is no
  // wish of a service to reach the outside.
  const connections = record.connections.filter(
    ({ from, to }) => !(isObservedPlace(to) && possibleEnds(from).includes(resolverName)),
  );
  for (const connection of connections.flatMap((one) => possibleConnections(one))) {
    if (connection.from === connection.to) continue;
    const [asks, answers] = [services.has(connection.from), services.has(connection.to)];
    if (asks && answers) {
      const ownNeeds = between.get(connection.from) ?? [];
      between.set(connection.from, ownNeeds);
      ownNeeds.push(observedNeed(connection, watched, connection.from));
    } else if (asks && isObservedPlace(connection.to))
      beyond.push(observedNeed(connection, watched, connection.from));
    else if (answers && isObservedPlace(connection.from))
      beyond.push(observedNeed(connection, watched, connection.to));
  }
  return { between, beyond };
}

/** How long a record was looked for, in seconds. */
export function watchedSeconds({ from, to }: Pick<ObservedRecord, 'from' | 'to'>): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

function observedNeed(seen: ObservedConnection, watched: number, service: string): ObservedNeed {
  const { from, to, port } = seen;
  const at = ['services', service];
  return { from, to, kind: 'observed', name: to, port, certainty: 'observed', at, seen, watched };
}
