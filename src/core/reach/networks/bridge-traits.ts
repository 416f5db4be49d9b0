// The bridge driver: icc, masquerade, gateway modes, what internal means for it, and its options read as the Engine reads them.

import type { Network, Tri } from '../../compose/topology.ts';
import type { Family } from '../reach-model.ts';
import { both, either, not } from '../rows/tri.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import { type NetworkTraits, plainBridgeTraits } from './segment.ts';

const bridgePrefix = 'com.docker.network.bridge.';
const hostIpv4Option = 'com.docker.network.host_ipv4';
const hostIpv6Option = 'com.docker.network.host_ipv6';

/** Returns the traits of a user-defined bridge in one family. */
export function bridgeTraits(network: Network, behaviour: EngineBehaviour, family: Family): NetworkTraits {
  if (!behaviour.filters[family]) return unfilteredTraits(network, behaviour);
  // When an unset variable decides the mode, or the Engine refuses it (R1), any mode is possible; only traits that all modes share are
  // known.
  if (isModeUndecided(network, behaviour, family)) {
    const [first, ...others] = ['nat', ...behaviour.gatewayModes].map((mode) =>
      traitsIn(mode, network, behaviour, family),
    );
    return { ...agreedTraits(first ?? plainBridgeTraits, others), answersBridges: 'unknown' };
  }
  return traitsIn(gatewayMode(network, behaviour, family), network, behaviour, family);
}

/** Returns the traits of a bridge that routes without any rule that translates or drops packets (F6, F9). */
export function unfilteredTraits(
  network: Pick<Network, 'internal' | 'driverOpts'>,
  behaviour: EngineBehaviour,
): NetworkTraits {
  const leadsOut = not(network.internal);
  const meetsHost = behaviour.internalMeetsHost ? true : leadsOut;
  return {
    ...plainBridgeTraits,
    internal: network.internal,
    toHost: meetsHost,
    fromHost: meetsHost,
    route: leadsOut,
    answered: false,
    answeredByRoute: leadsOut,
    hostBinding: bridgeSetting(network, 'host_binding_ipv4'),
    answersBridges: network.internal === false ? 'all' : network.internal === true ? 'none' : 'unknown',
    publishedOnWire: both(leadsOut, 'unknown'),
    othersOnWire: both(leadsOut, 'unknown'),
  };
}

/** True when a port without an address stays open on the host's IPv6 (O14), which ends when the network is routed in IPv6 as well. */
export function keepsIpv6HostPort(network: Network): Tri {
  if (isUndecided(network, `${bridgePrefix}gateway_mode_ipv6`)) return 'unknown';
  return bridgeSetting(network, 'gateway_mode_ipv6') !== 'routed';
}

/** Returns the first traits, with `unknown` wherever the others differ. */
function agreedTraits(first: NetworkTraits, others: readonly NetworkTraits[]): NetworkTraits {
  const differing = (Object.keys(first) as (keyof NetworkTraits)[]).filter((key) =>
    others.some((other) => other[key] !== first[key]),
  );
  return { ...first, ...Object.fromEntries(differing.map((key) => [key, 'unknown'])) };
}

function traitsIn(mode: string, network: Network, behaviour: EngineBehaviour, family: Family): NetworkTraits {
  const isolated = mode === 'isolated';
  const routed = mode === 'routed';
  const internal = isolated ? true : network.internal;
  // Without an address of its own the bridge leads only to its members (E6).
  const hasAddress = family === 'ipv6' ? true : not(bridgeFlag(network, 'inhibit_ipv4', false));
  const masquerade = bridgeFlag(network, 'enable_ip_masquerade', true);
  // A routed network is never masqueraded (E11).
  const translated = routed ? false : masquerade;
  // A bridge in mode isolated does not reach the host (H4); neither do internal bridges in one release line (H2b).
  const meetsHost = isolated
    ? false
    : behaviour.internalMeetsHost
      ? hasAddress
      : both(hasAddress, not(internal));
  const takesReplies = !behaviour.dropsRoutedReplies || isOpenMode(mode);
  return {
    ...plainBridgeTraits,
    internal,
    carries: bridgeFlag(network, 'enable_icc', true), // C4
    toHost: meetsHost,
    fromHost: meetsHost,
    route: not(internal),
    answered: both(hasAddress, both(translated, leavesWithHostAddress(network, family))),
    answeredByRoute: both(both(hasAddress, not(translated)), acceptsOutsideReplies(network, mode, behaviour)),
    hostPath: hasAddress,
    passesToPublished: both(
      hasAddress,
      either(either(masquerade, routed), behaviour.translatesAcross && takesReplies), // X6, X11
    ),
    repliesReturn: both(hasAddress, either(translated, takesReplies)),
    publishes: routed ? false : hasAddress, // O6: the host port of a routed network is unused
    hostBinding: bridgeSetting(network, 'host_binding_ipv4'),
    answersBridges: internal === true ? 'none' : answersBridges(mode, behaviour), // X10
    ...(internal === false
      ? wireTraits(mode, hasAddress, behaviour, hasTrustedInterfaces(network, behaviour))
      : {}),
  };
}

/**
 * True when the outside answers the source address of outgoing packets (E13); unknown for an address from the file, which may not belong to
 * the host.
 */
function leavesWithHostAddress(network: Network, family: Family): Tri {
  const option = family === 'ipv4' ? hostIpv4Option : hostIpv6Option;
  return (network.driverOpts.get(option) ?? '') === '' ? true : 'unknown';
}

function isModeUndecided(network: Network, { gatewayModes }: EngineBehaviour, family: Family): boolean {
  const option = `${bridgePrefix}gateway_mode_${family}`;
  const mode = network.driverOpts.get(option) ?? '';
  const refused = mode !== '' && gatewayModes.length > 0 && !gatewayModes.includes(mode);
  return refused || isUndecided(network, option);
}

/** Returns the gateway mode that the Engine uses; an unsupported mode counts as `nat`. */
export function gatewayMode(network: Network, behaviour: EngineBehaviour, family: Family): string {
  const mode = bridgeSetting(network, `gateway_mode_${family}`);
  return behaviour.gatewayModes.includes(mode) ? mode : 'nat';
}

function isOpenMode(mode: string): boolean {
  return mode === 'routed' || mode === 'nat-unprotected';
}

/** True when a reply that the upstream network can route passes the Engine's own rules (E5). */
function acceptsOutsideReplies(network: Network, mode: string, behaviour: EngineBehaviour): Tri {
  if (!behaviour.dropsRoutedReplies || isOpenMode(mode)) return true;
  return hasTrustedInterfaces(network, behaviour);
}

function hasTrustedInterfaces(network: Network, behaviour: EngineBehaviour): boolean {
  return behaviour.knowsTrustedInterfaces && bridgeSetting(network, 'trusted_host_interfaces') !== '';
}

/** Returns the ports that containers on other bridges reach at a container's own address (X8, X10, X16). */
export function answersBridges(mode: string, behaviour: EngineBehaviour): NetworkTraits['answersBridges'] {
  if (mode === 'routed') return behaviour.routedReachable;
  if (mode === 'nat-unprotected' && behaviour.unprotectedReachable) return 'all';
  return behaviour.publishedAcrossBridges && mode !== 'isolated' ? 'gateway' : 'none';
}

const trueWords = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falseWords = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** Returns a boolean option of a bridge: `fallback` when unset, unknown when the value is not a boolean. */
export function bridgeFlag(network: Network, name: string, fallback: boolean): Tri {
  return optionFlag(network, bridgePrefix + name, fallback);
}

/** Returns a boolean driver option by its full name: `fallback` when unset, unknown when the value is not a boolean. */
export function optionFlag(network: Network, name: string, fallback: Tri): Tri {
  const text = network.driverOpts.get(name);
  if (text === undefined) return fallback;
  if (trueWords.has(text)) return true;
  return falseWords.has(text) ? false : 'unknown';
}

/** True when a property of a network (see `Network.undecided`) depends on an unset variable. */
export function isUndecided(network: Network, property: string): boolean {
  return network.undecided?.includes(property) ?? false;
}

/** Returns a text option of a bridge; '' when unset. */
export function bridgeSetting(network: Pick<Network, 'driverOpts'>, name: string): string {
  return network.driverOpts.get(bridgePrefix + name) ?? '';
}

/**
 * Returns the traits of a bridge that leads out, seen from neighbours of the host; without a bridge address (`alive`) the host has no route
 * to it.
 */
export function wireTraits(
  mode: string,
  hasAddress: Tri,
  behaviour: EngineBehaviour,
  trustsInterfaces = false,
): Pick<NetworkTraits, 'publishedOnWire' | 'othersOnWire'> {
  switch (mode) {
    case 'routed': // O6
      return { publishedOnWire: both(hasAddress, behaviour.routedOnWire !== 'no'), othersOnWire: false };
    case 'nat-unprotected': // O7
      return { publishedOnWire: hasAddress, othersOnWire: hasAddress };
    default:
      return {
        publishedOnWire: both(hasAddress, behaviour.publishedOnWire || trustsInterfaces), // O3, O4, O8
        othersOnWire: both(hasAddress, behaviour.leavesForwardingToHost ? 'unknown' : false), // O5
      };
  }
}
