// How one service reaches another first of all: what a cell that has room for one way shows.

import type { Tri } from '../compose/topology.ts';
import type { Reach, Way } from './reach-model.ts';

/** `gateway`: through a published port, and at the address of a bridge of the caller's own alone (X5). */
export type FirstWay = 'direct' | 'host' | 'gateway' | 'unknown' | 'none';

/** The first way that is certain; unknown where none is and one may be there. */
export function firstWay({ direct, viaHost, viaGateway }: { readonly [way in Way]: Tri }): FirstWay {
  if (direct === true) return 'direct';
  if (viaHost === true) return 'host';
  if (viaGateway === true) return 'gateway';
  return [direct, viaHost, viaGateway].includes('unknown') ? 'unknown' : 'none';
}

/** The same of two active services. */
export function firstWayTo(reach: Reach, from: string, to: string): FirstWay {
  return firstWay({
    direct: reach.direct(from, to),
    viaHost: reach.viaHost(from, to),
    viaGateway: reach.viaGateway(from, to),
  });
}
