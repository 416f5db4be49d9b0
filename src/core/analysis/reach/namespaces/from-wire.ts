// Whether a neighbour of the host, given a route, reaches some port of a namespace at the container's own address (O3–O8, O11).

import type { Tri } from '../../../compose/topology.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import type { Endpoint } from '../networks/segment.ts';
import { agreed, both, either } from '../rows/tri.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** For a namespace with networks whose default route goes by one of `gateways`. */
export function fromWire(
  { owner, endpoints }: Namespace,
  gateways: readonly (Endpoint | null)[],
  behaviour: EngineBehaviour,
): Tri {
  const others = endpoints.reduce<Tri>((known, { segment }) => either(known, segment.othersOnWire), false);
  const has = owner?.ports.some(({ bindings }) => bindings.length > 0);
  // A port that a variable without a value stands for may be one.
  if (!has && !owner?.ports.some(({ unset }) => unset.length > 0)) return others;
  const onWire = agreed(gateways.map((gateway) => gateway?.segment.publishedOnWire ?? false));
  const published = has ? onWire : both(onWire, 'unknown');
  // X8: from 29 on a routed network opens published ports without being the gateway.
  const routed =
    behaviour.routedOnWire === 'any' &&
    endpoints.some(
      ({ segment }) => segment.answersBridges === 'published' && segment.publishedOnWire === true,
    );
  return either(either(others, published), has ? routed : both(routed, 'unknown'));
}
