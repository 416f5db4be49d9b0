// G1: which endpoint gives the default route. One candidate when it is certain, several when it is not.

import type { EngineBehaviour } from './engine-behaviour.ts';
import { gatewayOrder } from './gateway-order.ts';
import type { Endpoint } from './segment.ts';

/** All endpoints that may be the gateway; null among them where there may be none. Never empty. */
export function gatewayCandidates(
  endpoints: readonly Endpoint[],
  behaviour: EngineBehaviour,
): readonly (Endpoint | null)[] {
  const [first] = endpoints;
  if (endpoints.length === 1 && first?.segment.route === true) return [first]; // most services
  const certain = endpoints.filter(({ segment }) => segment.route === true);
  const candidates: (Endpoint | null)[] = endpoints.filter(
    (endpoint) =>
      endpoint.segment.route !== false &&
      !certain.some(
        (other) =>
          other.segment !== endpoint.segment && gatewayOrder(other, endpoint, behaviour) === 'before',
      ),
  );
  // An external network that may be internal gives a route or gives none.
  if (certain.length === 0) candidates.push(null);
  return candidates;
}
