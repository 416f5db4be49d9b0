// The preferred way from one service to another, for cells with room for one way.

import type { Tri } from '../compose/topology.ts';
import type { Reach, Way } from './reach-model.ts';

/**
 * The preferred way from one service to another. `gateway` is a published port at the address of one of the caller's own bridges only (X5).
 */
export type PreferredWay = 'direct' | 'host' | 'gateway' | 'unknown' | 'none';

/** Returns the first certain way; `unknown` when no way is certain and one is possible. */
export function preferredWay({ direct, viaHost, viaGateway }: { readonly [way in Way]: Tri }): PreferredWay {
  if (direct === true) return 'direct';
  if (viaHost === true) return 'host';
  if (viaGateway === true) return 'gateway';
  return [direct, viaHost, viaGateway].includes('unknown') ? 'unknown' : 'none';
}

/** Returns the preferred way between two active services. */
export function preferredWayTo(reach: Reach, from: string, to: string): PreferredWay {
  return preferredWay({
    direct: reach.direct(from, to),
    viaHost: reach.viaHost(from, to),
    viaGateway: reach.viaGateway(from, to),
  });
}
