// macvlan and ipvlan: containers on the physical network. The host does not meet them, ports are not published.

import type { Network, Tri } from '../../../compose/topology.ts';
import type { Family } from '../reach-model.ts';
import { both, not } from '../rows/tri.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import { type NetworkTraits, plainBridgeTraits } from './segment.ts';

/** The traits of a macvlan or ipvlan network. */
export function underlayTraits(
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
