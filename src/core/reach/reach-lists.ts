// Whom a service reaches and who reaches it, as lists of names in file order.

import { type FirstWay, firstWayTo } from './first-way.ts';
import type { Reach } from './reach-model.ts';

interface ReachLists {
  readonly reaches: readonly string[];
  readonly overHost: readonly string[];
  readonly reachedFrom: readonly string[];
  readonly reachedOverHost: readonly string[];
  readonly unknown: readonly string[];
}

/** The lists for an active service. A pair that is direct is not listed again as over the host, which is its own gateway's address, too. */
export function reachLists(reach: Reach, service: string): ReachLists {
  const reaches: string[] = [];
  const overHost: string[] = [];
  const reachedFrom: string[] = [];
  const reachedOverHost: string[] = [];
  const unknown: string[] = [];
  for (const other of reach.services) {
    if (other === service) continue;
    const out = firstWayTo(reach, service, other);
    const back = firstWayTo(reach, other, service);
    if (out === 'direct') reaches.push(other);
    else if (out === 'host' || out === 'gateway') overHost.push(other);
    if (back === 'direct') reachedFrom.push(other);
    else if (back === 'host' || back === 'gateway') reachedOverHost.push(other);
    const isOpen = (way: FirstWay, from: string, to: string): boolean =>
      way === 'unknown' || reach.direct(from, to) === 'unknown';
    if (isOpen(out, service, other) || isOpen(back, other, service)) unknown.push(other);
  }
  return { reaches, overHost, reachedFrom, reachedOverHost, unknown };
}
