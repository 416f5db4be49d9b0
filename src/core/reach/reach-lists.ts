// The services that a service reaches and that reach it, as lists of names in file order.

import { type PreferredWay, preferredWayTo } from './preferred-way.ts';
import type { Reach } from './reach-model.ts';

interface ReachLists {
  readonly reaches: readonly string[];
  readonly overHost: readonly string[];
  readonly reachedFrom: readonly string[];
  readonly reachedOverHost: readonly string[];
  readonly unknown: readonly string[];
}

/** Returns the reach lists of an active service. A directly reachable service is not repeated as reachable through the host. */
export function reachLists(reach: Reach, service: string): ReachLists {
  const reaches: string[] = [];
  const overHost: string[] = [];
  const reachedFrom: string[] = [];
  const reachedOverHost: string[] = [];
  const unknown: string[] = [];
  for (const other of reach.services) {
    if (other === service) continue;
    const outgoing = preferredWayTo(reach, service, other);
    const incoming = preferredWayTo(reach, other, service);
    if (outgoing === 'direct') reaches.push(other);
    else if (outgoing === 'host' || outgoing === 'gateway') overHost.push(other);
    if (incoming === 'direct') reachedFrom.push(other);
    else if (incoming === 'host' || incoming === 'gateway') reachedOverHost.push(other);
    const isUndecided = (way: PreferredWay, from: string, to: string): boolean =>
      way === 'unknown' || reach.direct(from, to) === 'unknown';
    if (isUndecided(outgoing, service, other) || isUndecided(incoming, other, service)) unknown.push(other);
  }
  return { reaches, overHost, reachedFrom, reachedOverHost, unknown };
}
