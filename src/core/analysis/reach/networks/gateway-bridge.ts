// `docker_gwbridge`: the bridge by which the tasks of a swarm leave their machine (SW2, SW4).

import type { Tri } from '../../../compose/topology.ts';
import type { Family } from '../reach-model.ts';
import { wireTraits } from './bridge-traits.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import { plainBridgeTraits, type Segment, whilePresent } from './segment.ts';

/** The bridge as those have it who are on it for certain, and as those who may be. */
export interface GatewayBridges {
  readonly certain: Segment;
  readonly perhaps: Segment;
}

/** Both, with indexes from `index` on. It has no icc, no names, and no IPv6 as it is installed. */
export function gatewayBridges(behaviour: EngineBehaviour, family: Family, index: number): GatewayBridges {
  const traits = {
    ...plainBridgeTraits,
    ...wireTraits('nat', true, behaviour),
    carries: false,
    resolvesNames: false,
  };
  const as = (present: Tri, at: number): Segment => ({
    ...whilePresent(traits, family === 'ipv4' ? present : false),
    index: at,
    hidden: true,
    roles: {
      ipv4: { present: true, route: present, publishes: present },
      ipv6: { present: false, route: false, publishes: false },
    },
    proxiesIpv6: behaviour.proxiesIpv6,
    keys: ['docker_gwbridge'],
    dockerName: 'docker_gwbridge',
    undecided: false,
    maybeSame: [],
    maybeRouted: [],
  });
  return { certain: as(true, index), perhaps: as('unknown', index + 1) };
}
