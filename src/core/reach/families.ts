// The two address families side by side: whether they differ, and facts that hold in either.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import type { Network, Topology, Tri } from '../compose/topology.ts';
import { inboundReach, outboundReach } from './degrees.ts';
import type { NamespaceFacts } from './namespaces/namespace-facts.ts';
import { engineBehaviour } from './networks/engine-behaviour.ts';
import { hasFamily } from './networks/network-traits.ts';
import type { Segment } from './networks/segment.ts';
import { hostPlace, internetPlace, lanPlace, outsidePlace } from './places.ts';
import type { ReachBase } from './reach-base.ts';
import {
  allFamilies,
  type Family,
  type FamilyFacts,
  type FamilyReach,
  type Reach,
  type ReachOptions,
  type ServiceFacts,
  ways,
} from './reach-model.ts';
import { either } from './rows/tri.ts';

/**
 * Returns both families when a network of the project has or may have IPv6, else IPv4 alone. An external network counts as having no IPv6,
 * since nothing shows it.
 */
export function addressFamilies(
  { services, networks, name }: Topology,
  options: ReachOptions,
): readonly Family[] {
  const { elsewhere, project } = options;
  const behaviour = engineBehaviour(options);
  if (behaviour.defaultBridge.ipv6 && usesDefaultBridge(services)) return allFamilies;
  for (const network of networks.values()) {
    const known = elsewhere?.get(dockerNameOf(network, project ?? name) ?? '');
    if (
      network.external === false
        ? hasFamily(network, behaviour, 'ipv6') !== false
        : known && hasFamily(known, behaviour, 'ipv6') !== false
    )
      return allFamilies;
  }
  return ['ipv4'];
}

/** Returns the families in which a network that this project creates has or may have addresses (F1). */
export function networkFamilies(network: Network, options: ReachOptions): readonly Family[] {
  const behaviour = engineBehaviour(options);
  return allFamilies.filter((family) => hasFamily(network, behaviour, family) !== false);
}

function usesDefaultBridge(services: Topology['services']): boolean {
  return [...services.values()].some(({ mode }) => mode.kind === 'bridge');
}

/**
 * True when IPv6 may add to the facts of IPv4. Without IPv6 networks and with IPv4 on all networks, the host's IPv6 leads only to ports
 * that also answer over IPv4, unless a port, a network's bind address or a gateway mode applies to one family only.
 */
export function familiesDiffer(base: ReachBase): boolean {
  const { segments, namespaces } = base;
  return (
    segments.all.some((segment) => !segment.external && isOneSided(segment)) ||
    namespaces.some(({ owner }) =>
      owner?.ports.some(({ bindings }) => bindings.some(({ hostIp }) => hostIp.includes(':'))),
    )
  );
}

function isOneSided({ roles: { ipv4, ipv6 }, hostBinding, proxiesIpv6 }: Segment): boolean {
  if (ipv6.present !== false || ipv4.present !== true || hostBinding.includes(':')) return true;
  return ipv4.route !== false && ipv4.publishes === false && proxiesIpv6 !== false; // O14
}

/** Returns the facts of a namespace in one family. */
export function familyFacts(facts: NamespaceFacts): FamilyFacts {
  const gateway = facts.gateways.length === 1 ? (facts.gateways[0] ?? null) : null;
  return {
    // E12, SW2: an overlay's way out is docker_gwbridge, which no file names.
    gateway: gateway?.segment.kind === 'overlay' || gateway?.segment.hidden ? null : (gateway?.key ?? null),
    egress: facts.egress,
    egressNeedsRoute: facts.egressNeedsRoute,
    toHost: facts.toHost,
    fromHost: facts.fromHost,
    fromOutside: facts.fromOutside,
    fromWire: facts.fromWire,
    published: facts.ports.published,
  };
}

type SharedFacts = Pick<
  ServiceFacts,
  'egress' | 'egressNeedsRoute' | 'toHost' | 'fromHost' | 'fromOutside' | 'fromWire'
>;

/** Returns the facts of one family in the shape of a service's facts. */
export function withoutFamilyFields(facts: FamilyFacts): SharedFacts {
  const { egress, egressNeedsRoute, toHost, fromHost, fromOutside, fromWire } = facts;
  return { egress, egressNeedsRoute, toHost, fromHost, fromOutside, fromWire };
}

/** Combines the facts of both families. A way out that needs a return route counts only when no way out exists without one. */
export function inAnyFamily(ipv4: FamilyFacts, ipv6: FamilyFacts): SharedFacts {
  const egress = either(ipv4.egress, ipv6.egress);
  return {
    egress,
    egressNeedsRoute: egress === true ? false : either(ipv4.egressNeedsRoute, ipv6.egressNeedsRoute),
    toHost: either(ipv4.toHost, ipv6.toHost),
    fromHost: either(ipv4.fromHost, ipv6.fromHost),
    fromOutside: either(ipv4.fromOutside, ipv6.fromOutside),
    fromWire: either(ipv4.fromWire, ipv6.fromWire),
  };
}

/**
 * Returns the only family in which `from` reaches `to`, each a service or a place; null when both families or neither reach it, or when
 * that is unknown.
 */
export function onlyFamily(reach: Reach, from: string, to: string): Family | null {
  if (!reach.apart) return null;
  const [ipv4, ipv6] = allFamilies.map((family) => reachesIn(reach.family(family), from, to));
  if (ipv4 === ipv6 || ipv4 === 'unknown' || ipv6 === 'unknown') return null;
  return ipv4 === true ? 'ipv4' : 'ipv6';
}

function reachesIn(reach: FamilyReach, from: string, to: string): Tri {
  if (from === outsidePlace) return reach.facts(to).fromOutside;
  if (from === hostPlace) return reach.facts(to).fromHost;
  if (from === internetPlace) return inboundReach(reach.facts(to)).internet;
  if (from === lanPlace) return inboundReach(reach.facts(to)).lan;
  if (to === outsidePlace) return reach.facts(from).egress;
  if (to === internetPlace) return outboundReach(reach.facts(from)).internet;
  if (to === lanPlace) return outboundReach(reach.facts(from)).lan;
  if (to === hostPlace) return reach.facts(from).toHost;
  return ways.reduce<Tri>((result, way) => either(result, reach[way](from, to)), false);
}

/** The display names of the families. */
export const familyNames: { readonly [family in Family]: string } = { ipv4: 'IPv4', ipv6: 'IPv6' };
