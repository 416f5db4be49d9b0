// G1: the order in which the Engine looks through the networks of a container, for its default routes and for names.

import type { Tri } from '../../compose/topology.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import { type Endpoint, type FamilyRole, rolesOf, type Segment } from '../networks/segment.ts';
import { allFamilies, type Family } from '../reach-model.ts';
import { both } from '../rows/tri.ts';

export type Order = 'before' | 'after' | 'unknown';

/** Where `a` stands to `b`; unknown when it depends on the project's name or on an external network. */
export function gatewayOrder(a: Endpoint, b: Endpoint, behaviour: EngineBehaviour): Order {
  if (behaviour.gatewayByChance) return 'unknown'; // PD5
  if (behaviour.gatewayPriority && a.gatewayPriority !== b.gatewayPriority) {
    return a.gatewayPriority > b.gatewayPriority ? 'before' : 'after';
  }
  const overlay = yesFirst(a.segment.kind !== 'overlay', b.segment.kind !== 'overlay');
  if (overlay !== 'equal') return overlay;
  const internal = yesFirst(notInternal(a.segment), notInternal(b.segment));
  if (internal === 'before' || internal === 'after') return internal;
  const most = mostFirst(gatewayCount(a, behaviour), gatewayCount(b, behaviour));
  if (most === 'before' || most === 'after') return internal === 'equal' ? most : 'unknown';
  const name = nameOrder(a, b);
  if (internal === 'equal' && most === 'equal') return name;
  // One of them may be internal: it is then the later one, whatever its name.
  const later = a.segment.internal === 'unknown' ? 'after' : 'before';
  const oneUnknown = (a.segment.internal === 'unknown') !== (b.segment.internal === 'unknown');
  return most === 'equal' && oneUnknown && name === later ? name : 'unknown';
}

/** D12: the families that a name is looked for in one after the other; null where the first network that knows it decides. */
export function nameFamilies({ namesByFamily }: EngineBehaviour): readonly (Family | null)[] {
  return namesByFamily ? allFamilies : [null];
}

/** D12: whether a network that knows a name answers with it. Nothing shows that an external network has IPv6: taken as not. */
export function answersIn(endpoint: Endpoint, family: Family | null): Tri {
  if (family === null) return true;
  return endpoint.segment.external ? family === 'ipv4' : rolesOf(endpoint)[family].present;
}

function notInternal(segment: Segment): Tri {
  return segment.internal === 'unknown' ? 'unknown' : !segment.internal;
}

/**
 * Of how many families it would be the gateway. Nothing shows that an external network has IPv6, or that it took the daemon's default: taken
 * as not.
 */
function gatewayCount(endpoint: Endpoint, { ipv6ByDefault }: EngineBehaviour): number | 'unknown' {
  const { external, internal } = endpoint.segment;
  const roles = rolesOf(endpoint);
  if (external) return 1;
  if (internal === true) return 0;
  const gives = ({ present, route }: FamilyRole): Tri => (internal === 'unknown' ? present : route);
  const ipv4 = gives(roles.ipv4);
  const told = gives(roles.ipv6);
  const ipv6 = told === 'unknown' && ipv6ByDefault === 'unknown' ? false : told;
  return ipv4 === 'unknown' || ipv6 === 'unknown' ? 'unknown' : Number(ipv4) + Number(ipv6);
}

function mostFirst(a: number | 'unknown', b: number | 'unknown'): Order | 'equal' {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  if (a === b) return 'equal';
  return a > b ? 'before' : 'after';
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

/** All endpoints that may give the default route of `family` (F2); null among them where there may be none. Never empty. */
export function gatewayCandidates(
  endpoints: readonly Endpoint[],
  behaviour: EngineBehaviour,
  family: Family,
): readonly (Endpoint | null)[] {
  const routeIn = (of: Family) => (endpoint: Endpoint) => rolesOf(endpoint)[of].route;
  const [first] = endpoints;
  if (endpoints.length === 1 && first && routeIn(family)(first) === true) return [first]; // most services
  switch (behaviour.gatewayChoice) {
    case 'each':
      return firstWhere(endpoints, behaviour, routeIn(family));
    case 'both-first': {
      // As in the order: an external network is taken as one without IPv6.
      const inBoth = (endpoint: Endpoint): Tri =>
        endpoint.segment.external ? false : both(routeIn('ipv4')(endpoint), routeIn('ipv6')(endpoint));
      const dual = firstWhere(endpoints, behaviour, inBoth);
      if (!dual.includes(null)) return dual;
      const alone = firstWhere(endpoints, behaviour, routeIn(family));
      return [...new Set([...dual.filter((endpoint) => endpoint !== null), ...alone])];
    }
    case 'ipv4': {
      const candidates = firstWhere(endpoints, behaviour, routeIn('ipv4'));
      if (family === 'ipv4') return candidates;
      const led = candidates.flatMap((endpoint) => {
        const route = endpoint ? routeIn('ipv6')(endpoint) : false;
        return route === true ? [endpoint] : route === false ? [null] : [endpoint, null];
      });
      return [...new Set(led)];
    }
  }
}

/** The endpoints of which any may be the first that passes `test`; null among them where none may. */
function firstWhere(
  endpoints: readonly Endpoint[],
  behaviour: EngineBehaviour,
  test: (endpoint: Endpoint) => Tri,
): readonly (Endpoint | null)[] {
  const certain = endpoints.filter((endpoint) => test(endpoint) === true);
  const candidates: (Endpoint | null)[] = endpoints.filter(
    (endpoint) =>
      test(endpoint) !== false &&
      !certain.some(
        (other) =>
          other.segment !== endpoint.segment && gatewayOrder(other, endpoint, behaviour) === 'before',
      ),
  );
  // An external network that may be internal gives a route or gives none.
  if (certain.length === 0) candidates.push(null);
  return candidates;
}
