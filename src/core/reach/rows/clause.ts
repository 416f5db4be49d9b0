// A clause of reach: one reason by which services answer a caller. A row is the union of its clauses; an explanation names those that decided,
// so the two cannot differ.

import type { Tri } from '../../compose/topology.ts';
import type { ReachBase } from '../reach-base.ts';
import { newTriRow, settle, type TriDraft, type TriRow, triBit } from './tri-row.ts';

/** `Caller`: who asks, a namespace or one of its memberships. `Shared`: what the clauses of a project share. */
export interface Clause<Id extends string, Shared, Caller> {
  readonly id: Id;
  /** Ids of the semantics that it carries out. */
  readonly rules: readonly string[];
  /** Whether it can hold for this caller on this Engine at all. */
  concerns(base: ReachBase, caller: Caller): boolean;
  /** Adds whom the caller reaches by it. */
  add(row: TriDraft, base: ReachBase, caller: Caller, shared: Shared): void;
}

/** Whom a caller reaches by any of the clauses. */
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

/** What each clause by itself says of one service, by its index. */
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
