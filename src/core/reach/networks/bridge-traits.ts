// The bridge driver: icc, masquerade, gateway modes, what internal means for it, and its options read as the Engine reads them.

import type { Network, Tri } from '../../compose/topology.ts';
import type { Family } from '../reach-model.ts';
import { both, either, not } from '../rows/tri.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import { type NetworkTraits, plainBridgeTraits } from './segment.ts';

const bridgePrefix = 'com.docker.network.bridge.';
const hostIpv4Option = 'com.docker.network.host_ipv4';
const hostIpv6Option = 'com.docker.network.host_ipv6';

/** The traits of a user-defined bridge in `family`. */
export function bridgeTraits(network: Network, behaviour: EngineBehaviour, family: Family): NetworkTraits {
  if (!behaviour.filters[family]) return unfilteredTraits(network, behaviour);
  // Each mode is possible while the variable that sets it has no value, and of one that the Engine refuses (R1): what all agree on is known.
  if (isModeOpen(network, behaviour, family)) {
    const [first, ...others] = ['nat', ...behaviour.gatewayModes].map((mode) =>
      traitsIn(mode, network, behaviour, family),
    );
    return { ...agreedTraits(first ?? plainBridgeTraits, others), answersBridges: 'unknown' };
  }
  return traitsIn(gatewayMode(network, behaviour, family), network, behaviour, family);
}

/** F6, F9: the bridge routes, and no rule translates or drops anything. */
export function unfilteredTraits(
  network: Pick<Network, 'internal' | 'driverOpts'>,
  behaviour: EngineBehaviour,
): NetworkTraits {
  const leads = not(network.internal);
  const meetsHost = behaviour.internalMeetsHost ? true : leads;
  return {
    ...plainBridgeTraits,
    internal: network.internal,
    toHost: meetsHost,
    fromHost: meetsHost,
    route: leads,
    answered: false,
    answeredByRoute: leads,
    hostBinding: bridgeSetting(network, 'host_binding_ipv4'),
    answersBridges: network.internal === false ? 'all' : network.internal === true ? 'none' : 'unknown',
    publishedOnWire: both(leads, 'unknown'),
    othersOnWire: both(leads, 'unknown'),
  };
}

/** O14: a port that says no address stays open on the host's IPv6, unless the network is routed there, too. */
export function keepsIpv6HostPort(network: Network): Tri {
  if (isUndecided(network, `${bridgePrefix}gateway_mode_ipv6`)) return 'unknown';
  return bridgeSetting(network, 'gateway_mode_ipv6') !== 'routed';
}

/** The traits of the first, and unknown wherever others differ. */
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
  // E6: without an address of its own the bridge leads nowhere but to its members.
  const alive = family === 'ipv6' ? true : not(bridgeFlag(network, 'inhibit_ipv4', false));
  const masquerade = bridgeFlag(network, 'enable_ip_masquerade', true);
  // E11: a routed network is never masqueraded.
  const translated = routed ? false : masquerade;
  // H4: isolated. H2b: one Engine line cut internal bridges from the host.
  const meetsHost = isolated ? false : behaviour.internalMeetsHost ? alive : both(alive, not(internal));
  const takesReplies = !behaviour.dropsRoutedReplies || isOpenMode(mode);
  return {
    ...plainBridgeTraits,
    internal,
    carries: bridgeFlag(network, 'enable_icc', true), // C4
    toHost: meetsHost,
    fromHost: meetsHost,
    route: not(internal),
    answered: both(alive, both(translated, leavesAsHost(network, family))),
    answeredByRoute: both(both(alive, not(translated)), outsideReplies(network, mode, behaviour)),
    hostPath: alive,
    passesToPublished: both(
      alive,
      either(either(masquerade, routed), behaviour.translatesAcross && takesReplies), // X6, X11
    ),
    repliesCome: both(alive, either(translated, takesReplies)),
    publishes: routed ? false : alive, // O6: the host port of a routed network is unused
    hostBinding: bridgeSetting(network, 'host_binding_ipv4'),
    answersBridges: internal === true ? 'none' : answersBridges(mode, behaviour), // X10
    ...(internal === false ? wireTraits(mode, alive, behaviour, trusts(network, behaviour)) : {}),
  };
}

/** E13: whether the outside answers the address that packets leave with; one that the file gives may be none of the host's. */
function leavesAsHost(network: Network, family: Family): Tri {
  const option = family === 'ipv4' ? hostIpv4Option : hostIpv6Option;
  return (network.driverOpts.get(option) ?? '') === '' ? true : 'unknown';
}

function isModeOpen(network: Network, { gatewayModes }: EngineBehaviour, family: Family): boolean {
  const option = `${bridgePrefix}gateway_mode_${family}`;
  const mode = network.driverOpts.get(option) ?? '';
  const refused = mode !== '' && gatewayModes.length > 0 && !gatewayModes.includes(mode);
  return refused || isUndecided(network, option);
}

/** The mode that the Engine acts on; a mode that it does not know is no mode. */
export function gatewayMode(network: Network, behaviour: EngineBehaviour, family: Family): string {
  const mode = bridgeSetting(network, `gateway_mode_${family}`);
  return behaviour.gatewayModes.includes(mode) ? mode : 'nat';
}

function isOpenMode(mode: string): boolean {
  return mode === 'routed' || mode === 'nat-unprotected';
}

/** E5: whether an answer that upstream can route gets past the Engine's own rules. */
function outsideReplies(network: Network, mode: string, behaviour: EngineBehaviour): Tri {
  if (!behaviour.dropsRoutedReplies || isOpenMode(mode)) return true;
  return trusts(network, behaviour);
}

function trusts(network: Network, behaviour: EngineBehaviour): boolean {
  return behaviour.knowsTrustedInterfaces && bridgeSetting(network, 'trusted_host_interfaces') !== '';
}

/** X8, X10, X16: what containers on other bridges find at a container's own address. */
export function answersBridges(mode: string, behaviour: EngineBehaviour): NetworkTraits['answersBridges'] {
  if (mode === 'routed') return behaviour.routedReachable;
  if (mode === 'nat-unprotected' && behaviour.unprotectedReachable) return 'all';
  return behaviour.publishedAcrossBridges && mode !== 'isolated' ? 'gateway' : 'none';
}

const yes = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const no = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** A boolean option of a bridge; `fallback` where it is not set, unknown where its text cannot be trusted. */
export function bridgeFlag(network: Network, name: string, fallback: boolean): Tri {
  return optionFlag(network, bridgePrefix + name, fallback);
}

/** The same of an option by its whole name. */
export function optionFlag(network: Network, name: string, fallback: Tri): Tri {
  const text = network.driverOpts.get(name);
  if (text === undefined) return fallback;
  if (yes.has(text)) return true;
  return no.has(text) ? false : 'unknown';
}

/** Whether `what` of a network (see `Network.undecided`) depends on a variable without a value. */
export function isUndecided(network: Network, what: string): boolean {
  return network.undecided?.includes(what) ?? false;
}

/** A word option of a bridge; '' where it is not set. */
export function bridgeSetting(network: Pick<Network, 'driverOpts'>, name: string): string {
  return network.driverOpts.get(bridgePrefix + name) ?? '';
}

/** Of a bridge in gateway mode `mode` that leads out; without an address of its own (`alive`) the host has no way to it. */
export function wireTraits(
  mode: string,
  alive: Tri,
  behaviour: EngineBehaviour,
  trustsInterfaces = false,
): Pick<NetworkTraits, 'publishedOnWire' | 'othersOnWire'> {
  switch (mode) {
    case 'routed': // O6
      return { publishedOnWire: both(alive, behaviour.routedOnWire !== 'no'), othersOnWire: false };
    case 'nat-unprotected': // O7
      return { publishedOnWire: alive, othersOnWire: alive };
    default:
      return {
        publishedOnWire: both(alive, behaviour.publishedOnWire || trustsInterfaces), // O3, O4, O8
        othersOnWire: both(alive, behaviour.leavesForwardingToHost ? 'unknown' : false), // O5
      };
  }
}
