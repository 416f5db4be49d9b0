// Reach to and from the three zones: the Internet, the LAN and the host. Without a known machine the LAN and the Internet are the same.

import type { Tri } from '../compose/topology.ts';
import type {
  FamilyFacts,
  InboundReach,
  OutboundReach,
  Published,
  ServiceFacts,
  UnreadPort,
} from './reach-model.ts';
import { either } from './rows/tri.ts';

/** Returns how far outgoing connections of a service get. */
export function outboundReach({
  out,
  egress,
  toHost,
}: Pick<ServiceFacts, 'out' | 'egress' | 'toHost'>): OutboundReach {
  return out ?? { internet: egress, lan: egress, host: toHost };
}

/**
 * Returns from how far a service is reachable: through any published port, or on any port when it uses the host's network. The host also
 * reaches its container address.
 */
export function inboundReach(
  facts: Pick<ServiceFacts, 'in' | 'fromOutside' | 'fromHost'> & {
    readonly published: readonly Pick<Published, 'answers' | 'reachableFrom'>[];
    readonly unreadPorts?: readonly UnreadPort[];
  },
): InboundReach {
  const { in: known, fromOutside, fromHost, published, unreadPorts = [] } = facts;
  if (known) return known;
  const host = [...published, ...unreadPorts].reduce<Tri>(
    (value, port) => either(value, portReach(port).host),
    fromHost,
  );
  return { internet: fromOutside, lan: fromOutside, host };
}

/** Returns whether a machine on the LAN with a route reaches the container's own address. */
export function reachedFromLan({ fromLan, fromWire }: Pick<FamilyFacts, 'fromLan' | 'fromWire'>): Tri {
  return fromLan ?? fromWire;
}

/** Returns where a published port answers; `host` means at its bind address. */
export function portReach({
  answers,
  reachableFrom,
}: Pick<Published, 'answers' | 'reachableFrom'>): InboundReach {
  if (answers) return answers;
  if (reachableFrom === 'unknown')
    return { internet: reachableFrom, lan: reachableFrom, host: reachableFrom };
  const outside = reachableFrom === 'outside';
  return { internet: outside, lan: outside, host: outside || reachableFrom === 'host' };
}

/** Returns the farthest zone from which a published port answers, as one word. */
export function farthestReach({ internet, lan, host }: InboundReach): Published['reachableFrom'] {
  const outside = either(internet, lan);
  if (outside !== false) return outside === true ? 'outside' : outside;
  return host === true ? 'host' : host === false ? 'nowhere' : host;
}

/** Combines the zones from which either of two address families is reachable. */
export function combineInboundReach(a: InboundReach, b: InboundReach): InboundReach {
  return {
    internet: either(a.internet, b.internet),
    lan: either(a.lan, b.lan),
    host: either(a.host, b.host),
  };
}
