// Whether a need can be met at all. One that names a fixed address is met on the network of that address alone: whoever leaves it still
// asks there, and nobody answers (X1).

import { sameAddress } from '../compose/bind-addresses.ts';
import type { Topology, Tri } from '../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Need } from './needs.ts';

/** The network on which a service has a fixed address; null where it has not. */
export function networkOfAddress({ services }: Topology, service: string, address: string): string | null {
  const found = services
    .get(service)
    ?.attachments.find(
      ({ ipv4, ipv6 }) => sameAddress(ipv4 ?? '', address) || sameAddress(ipv6 ?? '', address),
    );
  return found?.network ?? null;
}

/** Whether `to` answers `from` at a fixed address of its own; both are active. */
export function answersAt(reach: Reach, topology: Topology, from: string, to: string, address: string): Tri {
  const network = networkOfAddress(topology, to, address);
  if (network === null) return false;
  const direct = reach.direct(from, to);
  const [asker, target] = [reach.facts.get(from), reach.facts.get(to)];
  if (!asker || !target || direct === false) return false;
  const there = asker.owner === target.owner || asker.networks.includes(network);
  if (there || asker.isolation === 'open') return direct;
  const { engine, directRouting } = reach.options;
  const modes = [...(topology.networks.get(network)?.driverOpts ?? [])].filter(([key]) =>
    key.startsWith('com.docker.network.bridge.gateway_mode'),
  );
  // X8, X10, X16, PD1: an address of another network may answer.
  const apart = engine.kind === 'docker' || engine.kind === 'swarm';
  return apart && directRouting !== true && modes.length === 0 ? false : 'unknown';
}

/** False where no way is left for it, or one of the two is inactive; what is not known may do. */
export function canMeet(reach: Reach, topology: Topology, { from, to, name }: Need): boolean {
  if (!reach.facts.has(from) || !reach.facts.has(to)) return false;
  if (isAddress(name)) return answersAt(reach, topology, from, to, name) !== false;
  return reach.direct(from, to) !== false || reach.viaHost(from, to) !== false;
}

function isAddress(name: string): boolean {
  return /^\d+(?:\.\d+){3}$/.test(name) || name.includes(':');
}
