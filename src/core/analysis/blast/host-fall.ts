// Where on the way of a takeover the host itself can be taken.

import type { Topology } from '../../compose/topology.ts';
import type { Escape } from './escape.ts';
import { escapes } from './escapes.ts';

/** The first container on the way from which the host can be taken. */
export interface HostFall {
  readonly service: string;
  readonly hops: number;
  /** Those of grade `host`. */
  readonly escapes: readonly Escape[];
}

/**
 * The nearest one for certain, else the nearest that may be one; of several at one distance the first in the order of `depths`.
 * Null where none voids the isolation.
 */
export function findHostFall(
  topology: Topology,
  depths: ReadonlyMap<string, number>,
  sockets: ReadonlySet<string>,
): HostFall | null {
  let sure: HostFall | null = null;
  let maybe: HostFall | null = null;
  for (const [name, hops] of depths) {
    const service = topology.services.get(name);
    if (!service || (sure && sure.hops <= hops)) continue;
    const found = escapes(topology, service, sockets).filter(({ grade }) => grade === 'host');
    if (found.length === 0) continue;
    const fall = { service: name, hops, escapes: found };
    if (found.some(({ certain }) => certain)) sure = fall;
    else if (!maybe || hops < maybe.hops) maybe = fall;
  }
  return sure ?? maybe;
}
