// The two address families beside each other: whether they differ at all, and what holds in either of them.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import type { Network, Topology, Tri } from '../compose/topology.ts';
import { inOf, outOf } from './degrees.ts';
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

/** Both where some network of the project has IPv6, or may have it. Of a network that is made elsewhere nothing shows that it has. */
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

/** The families in which a network that is made here has addresses, or may have them (F1). */
export function networkFamilies(network: Network, options: ReachOptions): readonly Family[] {
  const behaviour = engineBehaviour(options);
  return allFamilies.filter((family) => hasFamily(network, behaviour, family) !== false);
}

function usesDefaultBridge(services: Topology['services']): boolean {
  return [...services.values()].some(({ mode }) => mode.kind === 'bridge');
}

/**
 * Whether IPv6 may add to what holds over IPv4. Without IPv6 networks, and with IPv4 on all of them, the host's own IPv6 leads only to
 * ports that answer over IPv4 as well, unless a port, its network's address or a gateway mode is about one family alone.
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

/** What one family holds of a namespace. */
export function familyFacts(facts: NamespaceFacts): FamilyFacts {
  const gateway = facts.gateways.length === 1 ? (facts.gateways[0] ?? null) : null;
  return {
    // E12, SW2: the way out of an overlay is docker_gwbridge, which no file names.
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

type Shared = Pick<
  ServiceFacts,
  'egress' | 'egressNeedsRoute' | 'toHost' | 'fromHost' | 'fromOutside' | 'fromWire'
>;

/** The facts of one family as those of the service. */
export function factsOnly(facts: FamilyFacts): Shared {
  const { egress, egressNeedsRoute, toHost, fromHost, fromOutside, fromWire } = facts;
  return { egress, egressNeedsRoute, toHost, fromHost, fromOutside, fromWire };
}

/** What holds in either family. A way out that needs a route back counts where there is none without. */
export function inAnyFamily(ipv4: FamilyFacts, ipv6: FamilyFacts): Shared {
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

/** The one family in which `from` reaches `to`, each a service or a place; null where both do, none does, or it is not known. */
export function onlyFamily(reach: Reach, from: string, to: string): Family | null {
  if (!reach.apart) return null;
  const [ipv4, ipv6] = allFamilies.map((family) => reachesIn(reach.family(family), from, to));
  if (ipv4 === ipv6 || ipv4 === 'unknown' || ipv6 === 'unknown') return null;
  return ipv4 === true ? 'ipv4' : 'ipv6';
}

function reachesIn(reach: FamilyReach, from: string, to: string): Tri {
  if (from === outsidePlace) return reach.facts(to).fromOutside;
  if (from === hostPlace) return reach.facts(to).fromHost;
  if (from === internetPlace) return inOf(reach.facts(to)).internet;
  if (from === lanPlace) return inOf(reach.facts(to)).lan;
  if (to === outsidePlace) return reach.facts(from).egress;
  if (to === internetPlace) return outOf(reach.facts(from)).internet;
  if (to === lanPlace) return outOf(reach.facts(from)).lan;
  if (to === hostPlace) return reach.facts(from).toHost;
  return ways.reduce<Tri>((known, way) => either(known, reach[way](from, to)), false);
}

/** How people write the families. */
export const familyNames: { readonly [family in Family]: string } = { ipv4: 'IPv4', ipv6: 'IPv6' };
