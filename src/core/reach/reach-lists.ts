// Whom a service reaches and who reaches it, as lists of names in file order.

import type { Tri } from '../compose/topology.ts';
import type { Reach } from './reach-model.ts';

interface ReachLists {
  readonly reaches: readonly string[];
  readonly overHost: readonly string[];
  readonly reachedFrom: readonly string[];
  readonly reachedOverHost: readonly string[];
  readonly unknown: readonly string[];
}

/** The lists for an active service. A pair that is direct is not listed again as over the host. */
export function reachLists(reach: Reach, service: string): ReachLists {
  const reaches: string[] = [];
  const overHost: string[] = [];
  const reachedFrom: string[] = [];
  const reachedOverHost: string[] = [];
  const unknown: string[] = [];
  for (const other of reach.services) {
    if (other === service) continue;
    const out = reach.direct(service, other);
    const back = reach.direct(other, service);
    if (out === true) reaches.push(other);
    else if (reach.viaHost(service, other) === true) overHost.push(other);
    if (back === true) reachedFrom.push(other);
    else if (reach.viaHost(other, service) === true) reachedOverHost.push(other);
    const isOpen = (direct: Tri, from: string, to: string): boolean =>
      direct === 'unknown' || (direct === false && reach.viaHost(from, to) === 'unknown');
    if (isOpen(out, service, other) || isOpen(back, other, service)) unknown.push(other);
  }
  return { reaches, overHost, reachedFrom, reachedOverHost, unknown };
}
