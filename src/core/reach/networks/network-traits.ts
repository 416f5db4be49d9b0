// What a network of the file does on a given Engine, by its driver. Unknown drivers and external networks give unknown facts.

import type { Network, Tri } from '../../compose/topology.ts';
import type { Family } from '../reach-model.ts';
import { both, not } from '../rows/tri.ts';
import { bridgeTraits, isUndecided, keepsIpv6HostPort, optionFlag } from './bridge-traits.ts';
import type { EngineBehaviour, KeptApart } from './engine-behaviour.ts';
import {
  type FamilyRole,
  type NetworkTraits,
  plainBridgeTraits,
  type SegmentTraits,
  whilePresent,
} from './segment.ts';

/** The traits of `network` in `family`, and what its roles in both are. */
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

/** F4: whether what comes to the host over IPv6 gets through to the IPv4 address of a container here. */
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
  // Nothing is known of a network that others make, its families neither.
  const present = traits.external ? family === 'ipv4' || 'unknown' : hasFamily(network, behaviour, family);
  return whilePresent(traits, present);
}

/** PD1, PD6, PD13: the traits on an Engine other than Docker's. */
function onEngine(traits: NetworkTraits, network: Network, behaviour: EngineBehaviour): NetworkTraits {
  if (traits.kind !== 'bridge' && traits.kind !== 'unknown') return traits;
  return meetingHost({ ...traits, keptApart: keptApart(traits, network, behaviour) }, behaviour);
}

function keptApart({ kind }: NetworkTraits, network: Network, behaviour: EngineBehaviour): KeptApart {
  const { networks } = behaviour.keptApart;
  if (networks === 'strict') return networks;
  if (kind === 'unknown') return 'unknown'; // whoever makes it says so
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

/** F1, F10: whether a network that is made here has addresses of `family`. */
export function hasFamily(network: Network, behaviour: EngineBehaviour, family: Family): Tri {
  const option = (fallback: Tri): Tri =>
    behaviour.familyOptions ? optionFlag(network, `com.docker.network.enable_${family}`, fallback) : fallback;
  if (family === 'ipv4') {
    if (!behaviour.ipv4Optional) return true;
    return network.enableIpv4 === true ? option(true) : network.enableIpv4;
  }
  return network.ipv6Said ? network.enableIpv6 : option(behaviour.ipv6ByDefault);
}

function traitsByDriver(network: Network, behaviour: EngineBehaviour, family: Family): NetworkTraits {
  // N1: any other key of an external network has no effect.
  if (network.external !== false) return { ...unknownTraits, external: true };
  // A variable without a value may name any network, or any driver.
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

/** N1, P11: a driver or a name that depends on a variable without a value, a driver that is not modelled, or a network that someone else makes. */
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
  repliesCome: 'unknown',
  publishes: 'unknown',
  publishedOnWire: 'unknown',
  othersOnWire: 'unknown',
  evidence: 'documentation',
};

/** E12, S3, S4: members of an overlay leave through docker_gwbridge, a NAT bridge without icc, unless it is internal. */
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

/** SW1, SW3: an overlay is its members and nothing else; what leads on is `docker_gwbridge` beside it. */
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
    repliesCome: false,
    publishes: false,
  };
}

/** The traits of a macvlan or ipvlan network: containers are on the physical network, the host does not reach them, ports are not published. */
function underlayTraits(
  network: Network,
  kind: 'macvlan' | 'ipvlan',
  behaviour: EngineBehaviour,
  family: Family,
): NetworkTraits {
  const onWire = (network.driverOpts.get('parent') ?? '') !== '';
  const internal = onWire ? network.internal : true; // V1: without a parent it is truly internal
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
    repliesCome: false,
    publishes: false, // O11
    othersOnWire: onWire, // O11, V1
    // The kernels that were measured had no ipvlan, and macvlan was measured without IPv6.
    evidence: kind === 'macvlan' && family === 'ipv4' ? 'measured' : 'documentation',
  };
}

export function isLayer3(network: Network): boolean {
  const mode = network.driverOpts.get('ipvlan_mode') ?? 'l2';
  return mode === 'l3' || mode === 'l3s';
}

/** C7, C8: what members of one underlay network can send each other. */
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

/**
 * The traits of a bridge, or of a network of an unknown kind, after PD6 and PD13: how containers and the host meet on Engines other than
 * Docker's.
 */
export function meetingHost(
  traits: NetworkTraits,
  { everyPortOnWire, hostByName }: EngineBehaviour,
): NetworkTraits {
  const leads = not(traits.internal);
  if (hostByName) {
    return {
      ...traits,
      toHost: both(leads, traits.toHost),
      fromHost: false,
      publishedOnWire: false,
      othersOnWire: false,
    };
  }
  if (!everyPortOnWire) return traits;
  return { ...traits, publishedOnWire: leads, othersOnWire: leads };
}
