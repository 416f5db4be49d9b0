// The traits of a network of the file on a given Engine, by driver. Unknown drivers and external networks have unknown traits.

import type { Network, Tri } from '../../compose/topology.ts';
import type { Family } from '../reach-model.ts';
import { both, not } from '../rows/tri.ts';
import { bridgeTraits, isUndecided, keepsIpv6HostPort, optionFlag } from './bridge-traits.ts';
import type { EngineBehaviour, NetworkIsolation } from './engine-behaviour.ts';
import {
  type FamilyRole,
  limitToPresence,
  type NetworkTraits,
  plainBridgeTraits,
  type SegmentTraits,
} from './segment.ts';

/** Returns the traits of a network in one family, and its roles in both families. */
export function segmentTraits(network: Network, behaviour: EngineBehaviour, family: Family): SegmentTraits {
  const ipv4 = networkTraits(network, behaviour, 'ipv4');
  const ipv6 = networkTraits(network, behaviour, 'ipv6');
  return {
    ...(family === 'ipv4' ? ipv4 : ipv6),
    roles: { ipv4: roleIn(ipv4), ipv6: roleIn(ipv6) },
    proxiesIpv6: both(behaviour.proxiesIpv6, behaviour.hostByName ? 'unknown' : passesToIpv4(network, ipv4)),
  };
}

function roleIn({ present, route, publishes }: NetworkTraits): FamilyRole {
  return { present, route, publishes };
}

/** Returns whether IPv6 connections to the host get through to the IPv4 address of a container on this network (F4). */
function passesToIpv4(network: Network, ipv4: NetworkTraits): Tri {
  switch (ipv4.kind) {
    case 'bridge':
      return both(ipv4.fromHost, keepsIpv6HostPort(network));
    case 'overlay':
      return not(ipv4.internal);
    case 'macvlan':
    case 'ipvlan':
      return false;
    case 'unknown':
      return 'unknown';
  }
}

function networkTraits(network: Network, behaviour: EngineBehaviour, family: Family): NetworkTraits {
  const traits = onEngine(traitsByDriver(network, behaviour, family), network, behaviour);
  // The families of an external network are unknown too.
  const present = traits.external ? family === 'ipv4' || 'unknown' : hasFamily(network, behaviour, family);
  return limitToPresence(traits, present);
}

/** Returns the traits of a network on an Engine other than Docker's (PD1, PD6, PD13). */
function onEngine(traits: NetworkTraits, network: Network, behaviour: EngineBehaviour): NetworkTraits {
  if (traits.kind !== 'bridge' && traits.kind !== 'unknown') return traits;
  return withHostAccess({ ...traits, isolation: isolationOf(traits, network, behaviour) }, behaviour);
}

function isolationOf(
  { kind }: NetworkTraits,
  network: Network,
  behaviour: EngineBehaviour,
): NetworkIsolation {
  const { networks } = behaviour.isolation;
  if (networks === 'strict') return networks;
  if (kind === 'unknown') return 'unknown'; // decided by whoever creates the network
  switch (network.driverOpts.get('isolate')) {
    case undefined:
      return networks;
    case 'true':
    case '1':
      return 'apart';
    case 'strict':
      return 'strict';
    default:
      return networks === 'none' ? 'none' : 'unknown';
  }
}

/** Returns whether a network of this project has addresses of a family (F1, F10). */
export function hasFamily(network: Network, behaviour: EngineBehaviour, family: Family): Tri {
  const option = (fallback: Tri): Tri =>
    behaviour.familyOptions ? optionFlag(network, `com.docker.network.enable_${family}`, fallback) : fallback;
  if (family === 'ipv4') {
    if (!behaviour.ipv4Optional) return true;
    return network.enableIpv4 === true ? option(true) : network.enableIpv4;
  }
  return network.ipv6Stated ? network.enableIpv6 : option(behaviour.ipv6ByDefault);
}

function traitsByDriver(network: Network, behaviour: EngineBehaviour, family: Family): NetworkTraits {
  // All other keys of an external network have no effect (N1).
  if (network.external !== false) return { ...unknownTraits, external: true };
  // An unset variable may name any network or driver.
  if (isUndecided(network, 'key')) return { ...unknownTraits, answersBridges: 'unknown' };
  if (isUndecided(network, 'driver')) return unknownTraits;
  switch (network.driver) {
    case '':
    case 'bridge':
      return bridgeTraits(network, behaviour, family);
    case 'macvlan':
    case 'ipvlan':
      return underlayTraits(network, network.driver, behaviour, family);
    case 'overlay':
      return overlayTraits(network.internal, behaviour);
    default:
      return {
        ...unknownTraits,
        internal: network.internal,
        route: both(not(network.internal), 'unknown'),
        carries: 'unknown',
      };
  }
}

/**
 * The traits of a network about which nothing is known (N1, P11): an unset variable decides its driver or name, its driver is not modelled,
 * or it is external.
 */
const unknownTraits: NetworkTraits = {
  ...plainBridgeTraits,
  kind: 'unknown',
  internal: 'unknown',
  toHost: 'unknown',
  fromHost: 'unknown',
  present: 'unknown',
  route: 'unknown',
  answered: 'unknown',
  answeredByRoute: 'unknown',
  hostPath: 'unknown',
  passesToPublished: 'unknown',
  repliesReturn: 'unknown',
  publishes: 'unknown',
  publishedOnWire: 'unknown',
  othersOnWire: 'unknown',
  evidence: 'documentation',
};

/**
 * Returns the traits of an overlay: unless it is internal, its members leave through docker_gwbridge, a NAT bridge without icc (E12, S3,
 * S4).
 */
function overlayTraits(internal: Tri, behaviour: EngineBehaviour): NetworkTraits {
  if (behaviour.gatewayBridge) return swarmOverlay(internal);
  const external = not(internal);
  return {
    ...plainBridgeTraits,
    kind: 'overlay',
    internal,
    toHost: external,
    fromHost: false, // S3
    route: external,
    publishedOnWire: behaviour.publishedOnWire,
    evidence: 'documentation',
  };
}

/** Returns the traits of a Swarm overlay, which connects only its members; the way out is `docker_gwbridge` (SW1, SW3). */
function swarmOverlay(internal: Tri): NetworkTraits {
  return {
    ...plainBridgeTraits,
    kind: 'overlay',
    internal,
    toHost: false,
    fromHost: false,
    route: false,
    answered: false,
    hostPath: false,
    passesToPublished: false,
    repliesReturn: false,
    publishes: false,
  };
}

/**
 * Returns the traits of a macvlan or ipvlan network: containers are on the physical network, the host does not reach them, and ports are
 * not published.
 */
function underlayTraits(
  network: Network,
  kind: 'macvlan' | 'ipvlan',
  behaviour: EngineBehaviour,
  family: Family,
): NetworkTraits {
  const onWire = (network.driverOpts.get('parent') ?? '') !== '';
  const internal = onWire ? network.internal : true; // V1: without a parent the network really is internal
  const layer3 = kind === 'ipvlan' && isLayer3(network);
  const explicit = network.subnets.some(
    ({ gateway }) => gateway !== null && gateway.includes(':') === (family === 'ipv6'),
  );
  const hasGateway = layer3 || !behaviour.underlayNeedsGateway || explicit; // E10
  return {
    ...plainBridgeTraits,
    kind,
    internal,
    onWire,
    carries: underlayCarries(network, kind),
    toHost: false, // H6
    fromHost: false,
    route: both(not(internal), hasGateway),
    answered: !layer3,
    answeredByRoute: layer3,
    hostPath: false, // H6: the parent's own address does not answer
    passesToPublished: false,
    repliesReturn: false,
    publishes: false, // O11
    othersOnWire: onWire, // O11, V1
    // The measured kernels had no ipvlan, and macvlan was measured without IPv6.
    evidence: kind === 'macvlan' && family === 'ipv4' ? 'measured' : 'documentation',
  };
}

export function isLayer3(network: Network): boolean {
  const mode = network.driverOpts.get('ipvlan_mode') ?? 'l2';
  return mode === 'l3' || mode === 'l3s';
}

/** Returns whether members of one macvlan or ipvlan network reach each other (C7, C8). */
function underlayCarries(network: Network, kind: 'macvlan' | 'ipvlan'): Tri {
  switch (network.driverOpts.get(kind === 'macvlan' ? 'macvlan_mode' : 'ipvlan_flag') ?? 'bridge') {
    case 'bridge':
      return true;
    case 'private':
      return false;
    default:
      return 'unknown';
  }
}

/** Returns the traits of a bridge, or of a network of unknown kind, with the host access of Engines other than Docker's (PD6, PD13). */
export function withHostAccess(
  traits: NetworkTraits,
  { everyPortOnWire, hostByName }: EngineBehaviour,
): NetworkTraits {
  const leadsOut = not(traits.internal);
  if (hostByName) {
    return {
      ...traits,
      toHost: both(leadsOut, traits.toHost),
      fromHost: false,
      publishedOnWire: false,
      othersOnWire: false,
    };
  }
  if (!everyPortOnWire) return traits;
  return { ...traits, publishedOnWire: leadsOut, othersOnWire: leadsOut };
}
