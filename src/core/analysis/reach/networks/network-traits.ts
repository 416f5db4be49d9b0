// What a network of the file does on a given Engine, by its driver. Unknown drivers and external networks give unknown facts.

import type { Network, Tri } from '../../../compose/topology.ts';
import { both, not } from '../rows/tri.ts';
import { bridgeTraits, isUndecided } from './bridge-traits.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import { plainBridgeTraits, type SegmentTraits } from './segment.ts';
import { underlayTraits } from './underlay-traits.ts';

/** The traits of `network`. */
export function networkTraits(network: Network, behaviour: EngineBehaviour): SegmentTraits {
  // N1: any other key of an external network has no effect.
  if (network.external !== false) return { ...unknownTraits, external: true };
  // A variable without a value may name any network, or any driver.
  if (isUndecided(network, 'key')) return { ...unknownTraits, answersBridges: 'unknown' };
  if (isUndecided(network, 'driver')) return unknownTraits;
  switch (network.driver) {
    case '':
    case 'bridge':
      return bridgeTraits(network, behaviour);
    case 'macvlan':
    case 'ipvlan':
      return underlayTraits(network, network.driver, behaviour);
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
const unknownTraits: SegmentTraits = {
  ...plainBridgeTraits,
  kind: 'unknown',
  internal: 'unknown',
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
  publishedOnWire: 'unknown',
  othersOnWire: 'unknown',
  evidence: 'documentation',
};

/** E12, S3, S4: members of an overlay leave through docker_gwbridge, a NAT bridge without icc, unless it is internal. */
function overlayTraits(internal: Tri, behaviour: EngineBehaviour): SegmentTraits {
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
