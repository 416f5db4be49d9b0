// Whether a neighbour of the host, given a route, reaches some port of a namespace at the container's own address (O3–O8, O11).

import type { Tri } from '../../../compose/topology.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { Family } from '../reach-model.ts';
import { agreed, both, either } from '../rows/tri.ts';
import { opensPorts } from './published-ports.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** In `family`, for a namespace with networks whose default route goes by one of `gateways`. */
export function fromWire(
  { owner, endpoints }: Namespace,
  gateways: readonly (Endpoint | null)[],
  family: Family,
): Tri {
  let known: Tri = agreed(
    gateways.map((gateway) =>
      gateway ? both(gateway.segment.publishedOnWire, opensPorts(owner, gateway.segment, family)) : false,
    ),
  );
  for (const { segment } of endpoints) {
    known = either(known, segment.othersOnWire);
    // X8: from 29 on a routed network opens published ports without being the gateway.
    const routed = segment.answersBridges === 'published' && segment.publishedOnWire === true;
    if (routed) known = either(known, opensPorts(owner, segment, family));
  }
  return known;
}
