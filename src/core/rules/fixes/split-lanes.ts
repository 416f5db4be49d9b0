// Lanes that a network is split into, as operations. Everybody who is in none of them stays where they are.

import type { Operation } from '../../compose/operations/operation.ts';

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

/** Networks first; then who joins, then who moves. A service that moves into several lanes is attached to all but the first. */
export function laneOperations(lanes: readonly SplitLane[], network: string): readonly Operation[] {
  const operations: Operation[] = [];
  const moved = new Set<string>();
  for (const { name, internal, moves, joins } of lanes) {
    operations.push({ type: 'add-network', network: name, internal });
    for (const service of joins) operations.push({ type: 'attach', service, network: name });
    for (const service of moves) {
      operations.push(
        moved.has(service)
          ? { type: 'attach', service, network: name }
          : { type: 'move', service, from: network, to: name },
      );
      moved.add(service);
    }
  }
  return operations;
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
