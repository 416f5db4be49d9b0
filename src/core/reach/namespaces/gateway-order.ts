// The order in which the Engine goes through a container's networks for default routes and for names (G1).

import type { Tri } from '../../compose/topology.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import { type Endpoint, type FamilyRole, rolesOf, type Segment } from '../networks/segment.ts';
import { allFamilies, type Family } from '../reach-model.ts';
import { both } from '../rows/tri.ts';

export type GatewayOrder = 'before' | 'after' | 'unknown';

/** Returns whether endpoint `a` comes before `b`; unknown when that depends on the project name or on an external network. */
export function gatewayOrder(a: Endpoint, b: Endpoint, behaviour: EngineBehaviour): GatewayOrder {
  if (behaviour.arbitraryGateway) return 'unknown'; // PD5
  if (behaviour.gatewayPriority && a.gatewayPriority !== b.gatewayPriority) {
    return a.gatewayPriority > b.gatewayPriority ? 'before' : 'after';
  }
  const byOverlay = compareTruth(a.segment.kind !== 'overlay', b.segment.kind !== 'overlay');
  if (byOverlay !== 'equal') return byOverlay;
  const byInternal = compareTruth(isNotInternal(a.segment), isNotInternal(b.segment));
  if (byInternal === 'before' || byInternal === 'after') return byInternal;
  const byCount = compareCounts(gatewayFamilyCount(a, behaviour), gatewayFamilyCount(b, behaviour));
  if (byCount === 'before' || byCount === 'after') return byInternal === 'equal' ? byCount : 'unknown';
  const byName = nameOrder(a, b);
  if (byInternal === 'equal' && byCount === 'equal') return byName;
  // The network that may be internal comes later in that case, whatever its name.
  const later = a.segment.internal === 'unknown' ? 'after' : 'before';
  const oneUnknown = (a.segment.internal === 'unknown') !== (b.segment.internal === 'unknown');
  return byCount === 'equal' && oneUnknown && byName === later ? byName : 'unknown';
}

/**
 * Returns the families in which names are looked up one after the other (D12); a single null when the first network that knows the name
 * decides.
 */
export function lookupFamilies({ namesByFamily }: EngineBehaviour): readonly (Family | null)[] {
  return namesByFamily ? allFamilies : [null];
}

/**
 * True when a network that knows a name answers with it in this family (D12). An external network counts as having no IPv6, since nothing
 * shows it.
 */
export function answersInFamily(endpoint: Endpoint, family: Family | null): Tri {
  if (family === null) return true;
  return endpoint.segment.external ? family === 'ipv4' : rolesOf(endpoint)[family].present;
}

function isNotInternal(segment: Segment): Tri {
  return segment.internal === 'unknown' ? 'unknown' : !segment.internal;
}

/**
 * Returns the number of families for which this endpoint could be the gateway. An external network counts as having no IPv6 and no daemon
 * default, since nothing shows either.
 */
function gatewayFamilyCount(endpoint: Endpoint, { ipv6ByDefault }: EngineBehaviour): number | 'unknown' {
  const { external, internal } = endpoint.segment;
  const roles = rolesOf(endpoint);
  if (external) return 1;
  if (internal === true) return 0;
  const mayRoute = ({ present, route }: FamilyRole): Tri => (internal === 'unknown' ? present : route);
  const ipv4 = mayRoute(roles.ipv4);
  const statedIpv6 = mayRoute(roles.ipv6);
  const ipv6 = statedIpv6 === 'unknown' && ipv6ByDefault === 'unknown' ? false : statedIpv6;
  return ipv4 === 'unknown' || ipv6 === 'unknown' ? 'unknown' : Number(ipv4) + Number(ipv6);
}

function compareCounts(a: number | 'unknown', b: number | 'unknown'): GatewayOrder | 'equal' {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  if (a === b) return 'equal';
  return a > b ? 'before' : 'after';
}

function compareTruth(a: Tri, b: Tri): GatewayOrder | 'equal' {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  if (a === b) return 'equal';
  return a ? 'before' : 'after';
}

/**
 * Orders two networks by name. Networks of one project share a prefix, so their keys decide; against a full name the prefix must be known.
 */
function nameOrder(a: Endpoint, b: Endpoint): GatewayOrder {
  if (a.segment.undecided || b.segment.undecided) return 'unknown';
  const bothUnnamed = a.segment.dockerName === null && b.segment.dockerName === null;
  const left = bothUnnamed ? a.segment.keys[0] : a.segment.dockerName;
  const right = bothUnnamed ? b.segment.keys[0] : b.segment.dockerName;
  if (left === undefined || right === undefined || left === null || right === null) return 'unknown';
  const order = compareBytes(left, right);
  return order === 0 ? 'unknown' : order < 0 ? 'before' : 'after';
}

/** Returns all endpoints that may provide the default route of a family (F2), with null when there may be no route. Never empty. */
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
      // As in the order above, an external network counts as having no IPv6.
      const inBoth = (endpoint: Endpoint): Tri =>
        endpoint.segment.external ? false : both(routeIn('ipv4')(endpoint), routeIn('ipv6')(endpoint));
      const dual = firstWhere(endpoints, behaviour, inBoth);
      if (!dual.includes(null)) return dual;
      const single = firstWhere(endpoints, behaviour, routeIn(family));
      return [...new Set([...dual.filter((endpoint) => endpoint !== null), ...single])];
    }
    case 'ipv4': {
      const candidates = firstWhere(endpoints, behaviour, routeIn('ipv4'));
      if (family === 'ipv4') return candidates;
      const ipv6Candidates = candidates.flatMap((endpoint) => {
        const route = endpoint ? routeIn('ipv6')(endpoint) : false;
        return route === true ? [endpoint] : route === false ? [null] : [endpoint, null];
      });
      return [...new Set(ipv6Candidates)];
    }
  }
}

/** Returns the endpoints that may be the first to pass a test, with null when none may pass. */
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
  // An external network that may be internal may provide no route.
  if (certain.length === 0) candidates.push(null);
  return candidates;
}
