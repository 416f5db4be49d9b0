// G1: the order in which the Engine looks through the networks of a container, for its default route and for names.

import type { Tri } from '../../../compose/topology.ts';
import { compareBytes } from '../../compare-bytes.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import type { Endpoint, Segment } from '../networks/segment.ts';

export type Order = 'before' | 'after' | 'unknown';

/** Where `a` stands to `b`; unknown when it depends on the project's name or on an external network. */
export function gatewayOrder(a: Endpoint, b: Endpoint, behaviour: EngineBehaviour): Order {
  if (behaviour.gatewayPriority && a.gatewayPriority !== b.gatewayPriority) {
    return a.gatewayPriority > b.gatewayPriority ? 'before' : 'after';
  }
  const overlay = yesFirst(a.segment.kind !== 'overlay', b.segment.kind !== 'overlay');
  if (overlay !== 'equal') return overlay;
  const internal = yesFirst(notInternal(a.segment), notInternal(b.segment));
  if (internal === 'before' || internal === 'after') return internal;
  // Nothing shows that an external network has IPv6: taken as not.
  const ipv6 = yesFirst(hasIpv6(a.segment), hasIpv6(b.segment));
  if (ipv6 === 'before' || ipv6 === 'after') return internal === 'equal' ? ipv6 : 'unknown';
  const name = nameOrder(a, b);
  if (internal === 'equal' && ipv6 === 'equal') return name;
  // One of them may be internal: it is then the later one, whatever its name.
  const later = a.segment.internal === 'unknown' ? 'after' : 'before';
  const oneUnknown = (a.segment.internal === 'unknown') !== (b.segment.internal === 'unknown');
  return ipv6 === 'equal' && oneUnknown && name === later ? name : 'unknown';
}

function notInternal(segment: Segment): Tri {
  return segment.internal === 'unknown' ? 'unknown' : !segment.internal;
}

function hasIpv6(segment: Segment): Tri {
  return segment.external ? false : segment.ipv6;
}

function yesFirst(a: Tri, b: Tri): Order | 'equal' {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  if (a === b) return 'equal';
  return a ? 'before' : 'after';
}

/** Names of one project share their prefix, so their keys decide; against a full name the prefix has to be known. */
function nameOrder(a: Endpoint, b: Endpoint): Order {
  if (a.segment.undecided || b.segment.undecided) return 'unknown';
  const bothUnnamed = a.segment.dockerName === null && b.segment.dockerName === null;
  const left = bothUnnamed ? a.segment.keys[0] : a.segment.dockerName;
  const right = bothUnnamed ? b.segment.keys[0] : b.segment.dockerName;
  if (left === undefined || right === undefined || left === null || right === null) return 'unknown';
  const order = compareBytes(left, right);
  return order === 0 ? 'unknown' : order < 0 ? 'before' : 'after';
}
