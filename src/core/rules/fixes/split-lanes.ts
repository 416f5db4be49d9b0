// The operations that split a network into groups. Services in no group stay where they are.

import type { Operation } from '../../compose/operations/operation.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import { childOf, entriesOf, scalarText } from '../../yaml/tree.ts';

/** The fewest members with which a network is worth splitting. */
export const fewestToSplit = 3;

/** A new network beside the one that is split. */
export interface SplitLane {
  readonly name: string;
  readonly internal: boolean;
  /** Services that leave the old network for the lane, in file order. */
  readonly moves: readonly string[];
  /** Services that are on both networks. */
  readonly joins: readonly string[];
}

/** Options that only one network can have: two bridges cannot share a name. */
const OWN_OPTIONS: ReadonlySet<string> = new Set(['com.docker.network.bridge.name']);

/**
 * Returns the operations for new lanes: first the networks, with the options of the old one; then the services that join, then those that
 * move. A service that moves into several lanes is attached to all but the first. A service keeps its names on each lane.
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

/** Returns the operations that give a service on `to` its names on `from`. */
export function sameNames(
  { name, attachments }: Pick<Service, 'name' | 'attachments'>,
  from: string,
  to: string,
): readonly Operation[] {
  const there = attachments.find(({ network }) => network === from);
  return (there?.aliases ?? []).map((alias) => ({ type: 'alias', service: name, network: to, alias }));
}

/** Returns the operations that copy the options of `from` to the new network `to`, without addresses and names. */
export function sameOptions({ networks }: Topology, from: string, to: string): readonly Operation[] {
  const network = networks.get(from);
  if (network?.external !== false) return [];
  const operations: Operation[] = [];
  if (network.driver !== 'bridge') operations.push({ type: 'driver', network: to, driver: network.driver });
  if (network.ipv6Stated && network.enableIpv6 === true)
    operations.push({ type: 'enable-ipv6', network: to, enabled: true });
  for (const { key, value } of entriesOf(childOf(network.tree, 'driver_opts'))) {
    // The text as written, so that variables stay variables.
    const text = scalarText(value);
    if (text !== null && !OWN_OPTIONS.has(key))
      operations.push({ type: 'driver-opt', network: to, key, value: text });
  }
  return operations;
}

/** True when a network may have others beside it: the Engine refuses a second one on the same host interface (macvlan, ipvlan). */
export function mayBeSplit({ networks }: Topology, network: string): boolean {
  const driver = networks.get(network)?.driver;
  return driver === 'bridge' || driver === 'overlay';
}

/** Returns two lanes as one, with the name of the first. */
export function mergeLanes(one: SplitLane, other: SplitLane): SplitLane {
  const moves = [...new Set([...one.moves, ...other.moves])];
  const joins = [...new Set([...one.joins, ...other.joins])].filter((service) => !moves.includes(service));
  return { name: one.name, internal: one.internal && other.internal, moves, joins };
}

/** Returns the services whose lines change. */
export function editedServices(lanes: readonly SplitLane[]): ReadonlySet<string> {
  return new Set(lanes.flatMap(({ moves, joins }) => [...moves, ...joins]));
}
