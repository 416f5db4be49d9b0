// A clause is one reason why services answer a caller. A row is the union of its clauses and an explanation names the decisive ones, so the
// two cannot differ.

import type { Tri } from '../../compose/topology.ts';
import type { ReachBase } from '../reach-base.ts';
import { newTriRow, settle, type TriDraft, type TriRow, triBit } from './tri-row.ts';

/**
 * A reason why services answer a caller. `Caller` is a namespace or one of its memberships; `Shared` is the data shared by the clauses of a
 * project.
 */
export interface Clause<Id extends string, Shared, Caller> {
  readonly id: Id;
  /** The semantics rule ids that the clause implements. */
  readonly rules: readonly string[];
  /** True when the clause can hold for this caller on this Engine. */
  concerns(base: ReachBase, caller: Caller): boolean;
  /** Adds the services that the caller reaches by this clause. */
  add(row: TriDraft, base: ReachBase, caller: Caller, shared: Shared): void;
}

/** Returns the services that a caller reaches by any of the clauses. */
export function unionOf<Shared, Caller>(
  clauses: readonly Clause<string, Shared, Caller>[],
  base: ReachBase,
  shared: Shared,
  caller: Caller,
): TriRow {
  const row = newTriRow(base.services.length);
  for (const clause of clauses) {
    if (clause.concerns(base, caller)) clause.add(row, base, caller, shared);
  }
  return settle(row);
}

/** Returns the separate verdict of each clause on one service, given by index. */
export function verdictsOf<Id extends string, Shared, Caller>(
  clauses: readonly Clause<Id, Shared, Caller>[],
  base: ReachBase,
  shared: Shared,
  caller: Caller,
  index: number,
): ReadonlyMap<Id, Tri> {
  return new Map(
    clauses.map((clause) => [clause.id, triBit(unionOf([clause], base, shared, caller), index)]),
  );
}
