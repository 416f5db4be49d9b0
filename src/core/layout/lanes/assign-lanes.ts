// Assigns services to their positions before any geometry: lanes with their members, joined services with their owner, and the special
// places.

import { networksOf } from '../../compose/docker-name-of.ts';
import { namespaceHolder } from '../../compose/network-namespaces.ts';
import type { DrawnNetwork, DrawnTopology } from '../layout-input.ts';
import type { LaneKind } from '../scene.ts';

export interface LaneSeed {
  readonly id: string;
  readonly name: string;
  readonly kind: LaneKind;
  readonly network: DrawnNetwork | null;
  readonly members: readonly string[];
  /** The services with a card for the members: each member, or the first of a pile for the whole pile. */
  readonly units: readonly string[];
}

export interface LaneAssignment {
  /** Network lanes in file order; the default bridge comes last. */
  readonly lanes: readonly LaneSeed[];
  readonly closed: LaneSeed;
  readonly host: readonly string[];
  readonly unknown: LaneSeed;
  /** Lane ids of each service that sits on lanes, in the order of its networks. */
  readonly lanesOf: ReadonlyMap<string, readonly string[]>;
  /** Services inside each owner's namespace, in file order. */
  readonly joined: ReadonlyMap<string, readonly string[]>;
  /** Members of each pile, by its first member. */
  readonly piles: ReadonlyMap<string, readonly string[]>;
}

export const bridgeLaneId = 'bridge';
export const laneIdOf = (network: string): string => `network:${network}`;

function place(kind: LaneKind, members: readonly string[], units: readonly string[]): LaneSeed {
  return { id: `place:${kind}`, name: kind, kind, network: null, members, units };
}

/** Assigns every service of the topology to its lanes, place or owner; only the first member of a pile is drawn. */
export function assignLanes(topology: DrawnTopology, piled: readonly (readonly string[])[]): LaneAssignment {
  const piles = new Map<string, readonly string[]>();
  const folded = new Set<string>();
  for (const pile of piled) {
    const [leader, ...rest] = pile;
    if (leader === undefined) continue;
    piles.set(leader, pile);
    for (const name of rest) folded.add(name);
  }
  const drawn = (names: readonly string[]): readonly string[] => names.filter((name) => !folded.has(name));
  const members = new Map<string, string[]>();
  for (const network of topology.networks.keys()) members.set(laneIdOf(network), []);
  const closed: string[] = [];
  const host: string[] = [];
  const unknown: string[] = [];
  const bridged: string[] = [];
  const lanesOf = new Map<string, string[]>();
  const joined = new Map<string, string[]>();
  for (const service of topology.services.values()) {
    const holder = namespaceHolder(topology, service);
    if (holder !== null && holder !== service) {
      const inside = joined.get(holder.name);
      if (inside) inside.push(service.name);
      else joined.set(holder.name, [service.name]);
      continue;
    }
    switch (service.mode.kind) {
      case 'none':
        closed.push(service.name);
        break;
      case 'host':
        host.push(service.name);
        break;
      case 'bridge':
        bridged.push(service.name);
        if (!folded.has(service.name)) lanesOf.set(service.name, [bridgeLaneId]);
        break;
      case 'networks':
      case 'network': {
        const lanes = [...new Set(networksOf(topology, service).map(laneIdOf))].filter((id) =>
          members.has(id),
        );
        if (lanes.length === 0) unknown.push(service.name);
        else if (!folded.has(service.name)) lanesOf.set(service.name, lanes);
        for (const id of lanes) members.get(id)?.push(service.name);
        break;
      }
      case 'service':
      case 'container':
      case 'unknown':
        unknown.push(service.name);
        break;
    }
  }
  const lanes: LaneSeed[] = [...topology.networks.values()].map((network) => ({
    id: laneIdOf(network.name),
    name: network.name,
    kind: 'network',
    network,
    members: members.get(laneIdOf(network.name)) ?? [],
    units: drawn(members.get(laneIdOf(network.name)) ?? []),
  }));
  if (bridged.length > 0) {
    lanes.push({
      id: bridgeLaneId,
      name: 'bridge',
      kind: 'bridge',
      network: null,
      members: bridged,
      units: drawn(bridged),
    });
  }
  return {
    lanes,
    closed: place('closed', closed, drawn(closed)),
    host,
    unknown: place('unknown', unknown, unknown),
    lanesOf,
    joined,
    piles,
  };
}
