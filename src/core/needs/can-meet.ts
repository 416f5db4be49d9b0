// Whether a need can be met. A need that names a fixed address can be met only on the network of that address (X1).

import { sameAddress } from '../compose/bind-addresses.ts';
import type { Topology, Tri } from '../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Need } from './needs.ts';

/** Returns the network on which a service has a fixed address; null when it has none. */
export function networkOfAddress({ services }: Topology, service: string, address: string): string | null {
  const found = services
    .get(service)
    ?.attachments.find(
      ({ ipv4, ipv6 }) => sameAddress(ipv4 ?? '', address) || sameAddress(ipv6 ?? '', address),
    );
  return found?.network ?? null;
}

/** Returns whether `to` answers `from` at one of its fixed addresses; both are active. */
export function answersAt(reach: Reach, topology: Topology, from: string, to: string, address: string): Tri {
  const network = networkOfAddress(topology, to, address);
  if (network === null) return false;
  const direct = reach.direct(from, to);
  const [caller, target] = [reach.facts.get(from), reach.facts.get(to)];
  if (!caller || !target || direct === false) return false;
  const onNetwork = caller.owner === target.owner || caller.networks.includes(network);
  if (onNetwork || caller.isolation === 'open') return direct;
  const { engine, directRouting } = reach.options;
  const modes = [...(topology.networks.get(network)?.driverOpts ?? [])].filter(([key]) =>
    key.startsWith('com.docker.network.bridge.gateway_mode'),
  );
  // An address on another network may answer (X8, X10, X16, PD1).
  const isolates = engine.kind === 'docker' || engine.kind === 'swarm';
  return isolates && directRouting !== true && modes.length === 0 ? false : 'unknown';
}

/** False when no way is left to meet a need or one of its services is inactive; an unknown way counts as possible. */
export function canMeet(reach: Reach, topology: Topology, { from, to, name }: Need): boolean {
  if (!reach.facts.has(from) || !reach.facts.has(to)) return false;
  if (isAddress(name)) return answersAt(reach, topology, from, to, name) !== false;
  return reach.direct(from, to) !== false || reach.viaHost(from, to) !== false;
}

function isAddress(name: string): boolean {
  return /^\d+(?:\.\d+){3}$/.test(name) || name.includes(':');
}
