// The ports of a machine at which processes of its own listen: what its record says of them, and what its firewall makes of connections there.

import type { Tri } from '../compose/topology.ts';
import { hostPlace, internetPlace, isBeyondHost, lanPlace } from '../reach/places.ts';
import { allFamilies, type Family, type FamilyReach, type HostPorts } from '../reach/reach-model.ts';
import { anyOf, type ConnectionOutcome } from './connections.ts';
import { type Machine, outsideAddresses } from './machine.ts';
import type { MachineFamily } from './machine-family.ts';
import type { ServicePort } from './machine-paths.ts';

const loopback = /^(127\.|::1$)/;

/** Returns who reaches the host's own ports; `plain` gives the answers for a family whose firewall is unknown. */
export function hostPortsOf(
  machine: Machine,
  families: { readonly [family in Family]: MachineFamily | null },
  plain: { readonly [family in Family]: FamilyReach },
): HostPorts {
  const passesIn = (family: Family, from: string, asked: ServicePort): ConnectionOutcome => {
    const known = families[family];
    if (!known) {
      const passes: Tri = from === hostPlace || isBeyondHost(from) || plain[family].facts(from).toHost;
      return { passes, because: null };
    }
    if (!isBeyondHost(from)) return known.atHostFrom(from, asked);
    const places = (['internet', 'lan'] as const).filter(
      (place) => from !== (place === 'lan' ? internetPlace : lanPlace),
    );
    return anyOf(places.map((place) => known.atHost(place, asked)));
  };
  const { listeners } = machine;
  return {
    around: (family) => outsideAddresses(machine, family),
    listens: (from, port) => {
      if (!listeners) return 'unknown';
      return listeners.some(
        (one) =>
          one.port === port &&
          one.protocol.startsWith('tcp') &&
          (from === hostPlace || !loopback.test(one.address)),
      );
    },
    passes: (from, port, protocol = 'tcp') => {
      const { passes, because } = anyOf(
        allFamilies.map((family) => passesIn(family, from, { port, protocol })),
      );
      return { value: passes, because };
    },
  };
}
