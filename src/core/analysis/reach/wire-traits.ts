// What the host's neighbours reach at a container's own address, once they have a route to it (O3–O8).

import type { Tri } from '../../compose/topology.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import type { SegmentTraits } from './segment.ts';
import { both } from './tri.ts';

/** Of a bridge in gateway mode `mode` that leads out; without an address of its own (`alive`) the host has no way to it. */
export function wireTraits(
  mode: string,
  alive: Tri,
  behaviour: EngineBehaviour,
  trustsInterfaces = false,
): Pick<SegmentTraits, 'publishedOnWire' | 'othersOnWire'> {
  switch (mode) {
    case 'routed': // O6
      return { publishedOnWire: both(alive, behaviour.routedOnWire !== 'no'), othersOnWire: false };
    case 'nat-unprotected': // O7
      return { publishedOnWire: alive, othersOnWire: alive };
    default:
      return {
        publishedOnWire: both(alive, behaviour.publishedOnWire || trustsInterfaces), // O3, O4, O8
        othersOnWire: both(alive, behaviour.leavesForwardingToHost ? 'unknown' : false), // O5
      };
  }
}
