// Lanes that a network is split into, as operations. Everybody who is in none of them stays where they are.

import type { Operation } from '../../compose/operations/operation.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import { childOf, entriesOf, scalarText } from '../../yaml/tree.ts';

/** With fewer members a network is no room to divide. */
export const fewestToSplit = 3;

/** A new network beside the one that is split. */
export interface SplitLane {
  readonly name: string;
  readonly internal: boolean;
  /** Services that leave the network for it, in file order. */
  readonly moves: readonly string[];
  /** Services that are on both. */
  readonly joins: readonly string[];
}

/** Options that are of one network alone: two bridges cannot have one name. */
const OWN_OPTIONS: ReadonlySet<string> = new Set(['com.docker.network.bridge.name']);

/**
 * Networks first, with the options of the one that is split; then who joins, then who moves. A service that moves into several lanes is attached
 * to all but the first. What a service is called on the network it is called on each lane.
 */
export function laneOperations(
  lanes: readonly SplitLane[],
  network: string,
  topology: Topology,
): readonly Operation[] {
  const operations: Operation[] = [];
  const moved = new Set<string>();
  const attach = (service: string, lane: string): void => {
    const known = topology.services.get(service);
    operations.push({ type: 'attach', service, network: lane });
    if (known) operations.push(...sameNames(known, network, lane));
  };
  for (const { name, internal, moves, joins } of lanes) {
    operations.push(
      { type: 'add-network', network: name, internal },
      ...sameOptions(topology, network, name),
    );
    for (const service of joins) attach(service, name);
    for (const service of moves) {
      if (moved.has(service)) attach(service, name);
      else operations.push({ type: 'move', service, from: network, to: name });
      moved.add(service);
    }
  }
  return operations;
}

/** The operations that call a service on the network `to` what it is called on `from`. */
export function sameNames(
  { name, attachments }: Pick<Service, 'name' | 'attachments'>,
  from: string,
  to: string,
): readonly Operation[] {
  const there = attachments.find(({ network }) => network === from);
  return (there?.aliases ?? []).map((alias) => ({ type: 'alias', service: name, network: to, alias }));
}

/** The operations that give the new network `to` what the file sets on `from`, its addresses and names left out. */
export function sameOptions({ networks }: Topology, from: string, to: string): readonly Operation[] {
  const network = networks.get(from);
  if (network?.external !== false) return [];
  const operations: Operation[] = [];
  if (network.driver !== 'bridge') operations.push({ type: 'driver', network: to, driver: network.driver });
  if (network.ipv6Stated && network.enableIpv6 === true)
    operations.push({ type: 'enable-ipv6', network: to, enabled: true });
  for (const { key, value } of entriesOf(childOf(network.tree, 'driver_opts'))) {
    // As it is written: a variable stays one.
    const text = scalarText(value);
    if (text !== null && !OWN_OPTIONS.has(key))
      operations.push({ type: 'driver-opt', network: to, key, value: text });
  }
  return operations;
}

/** Whether a network may have others beside it: a second one on the same interface of the host is refused (macvlan, ipvlan). */
export function mayBeSplit({ networks }: Topology, network: string): boolean {
  const driver = networks.get(network)?.driver;
  return driver === 'bridge' || driver === 'overlay';
}

/** Two lanes as one, named as the first. */
export function mergeLanes(one: SplitLane, other: SplitLane): SplitLane {
  const moves = [...new Set([...one.moves, ...other.moves])];
  const joins = [...new Set([...one.joins, ...other.joins])].filter((service) => !moves.includes(service));
  return { name: one.name, internal: one.internal && other.internal, moves, joins };
}

/** The services whose lines change. */
export function editedServices(lanes: readonly SplitLane[]): ReadonlySet<string> {
  return new Set(lanes.flatMap(({ moves, joins }) => [...moves, ...joins]));
}
