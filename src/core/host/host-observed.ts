// What was seen to flow, in the names that the facts of a host or a project have, beside what is reachable.

import { isObservedPlace, projectRecord, watchedSeconds } from '../needs/observed-needs.ts';
import type { ObservedConnection, ObservedRecord } from '../observed/record.ts';
import { possibleEnds } from '../observed/shared-names.ts';
import { hostPlace, internetPlace, lanPlace, outsidePlace } from '../reach/places.ts';
import { standaloneStack } from './host.ts';
import type { HostFacts } from './host-facts.ts';

/** Returns the record of connections in the names of these facts; null without one. */
export function observedOn({ host, options }: Pick<HostFacts, 'host' | 'options'>): ObservedRecord | null {
  const alone = standaloneStack(host);
  if (alone !== null) return projectRecord({ ...options, project: alone.project.name });
  return options.observed ?? null;
}

/** The recorded connections of a pair, and the seconds of observation. */
export interface PairSeen {
  readonly connections: readonly ObservedConnection[];
  readonly watched: number;
}

/** Returns the recorded connections between two sides, each a service or a place; null without a record. */
export function seenBetween(
  facts: Pick<HostFacts, 'host' | 'options'>,
  from: string,
  to: string,
): PairSeen | null {
  const record = observedOn(facts);
  if (record === null) return null;
  const connections = record.connections.filter(
    (connection) =>
      possibleEnds(connection.from).some((name) => isSide(from, name)) &&
      possibleEnds(connection.to).some((name) => isSide(to, name)),
  );
  return { connections, watched: watchedSeconds(record) };
}

/** True when a name in a record means the given side. */
function isSide(side: string, name: string): boolean {
  switch (side) {
    case hostPlace:
      return name === 'host';
    case lanPlace:
      return name === 'lan';
    case internetPlace:
      return name === 'internet';
    case outsidePlace:
      return name !== 'host' && isObservedPlace(name);
    default:
      return name === side;
  }
}
