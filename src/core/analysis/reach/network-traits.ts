// What a network of the file does on a given Engine, by its driver. Unknown drivers and external networks give unknown facts.

import type { Network, Tri } from '../../compose/topology.ts';
import { bridgeTraits } from './bridge-traits.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import type { SegmentTraits } from './segment.ts';
import { both, not } from './tri.ts';
import { underlayTraits } from './underlay-traits.ts';

/** The traits of `network`. */
export function networkTraits(network: Network, behaviour: EngineBehaviour): SegmentTraits {
  // N1: whatever else an external network says has no effect.
  if (network.external !== false) return { ...unknownTraits, external: true };
  switch (network.driver) {
    case '':
    case 'bridge':
      return bridgeTraits(network, behaviour);
    case 'macvlan':
    case 'ipvlan':
      return underlayTraits(network, network.driver, behaviour);
    case 'overlay':
      return overlayTraits(network.internal);
    default:
      return {
        ...unknownTraits,
        internal: network.internal,
        route: both(not(network.internal), 'unknown'),
        carries: 'unknown',
      };
  }
}

const unknownTraits: SegmentTraits = {
  kind: 'unknown',
  external: false,
  internal: 'unknown',
  onWire: false,
  carries: true,
  resolvesNames: true,
  toHost: 'unknown',
  fromHost: 'unknown',
  ipv6: 'unknown',
  route: 'unknown',
  answered: 'unknown',
  answeredByRoute: 'unknown',
  hostPath: 'unknown',
  passesToPublished: 'unknown',
  repliesCome: 'unknown',
  publishes: 'unknown',
  hostBinding: '',
  answersBridges: 'none',
};

/** E12, S3, S4: members of an overlay leave through docker_gwbridge, a NAT bridge without icc, unless it is internal. */
function overlayTraits(internal: Tri): SegmentTraits {
  const external = not(internal);
  return {
    kind: 'overlay',
    external: false,
    internal,
    onWire: false,
    carries: true,
    resolvesNames: true,
    toHost: external,
    fromHost: false,
    ipv6: false,
    route: external,
    answered: true,
    answeredByRoute: false,
    hostPath: true,
    passesToPublished: true,
    repliesCome: true,
    publishes: true,
    hostBinding: '',
    answersBridges: 'none',
  };
}
