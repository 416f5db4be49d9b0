// Rows of three-valued bits: certain ones and undecided ones.

import type { Tri } from '../../compose/topology.ts';
import { addRow, type BitRow, hasAny, hasBit, newRow, subtractRow } from './bit-row.ts';

/** A row of three-valued bits. `maybe` and `yes` are disjoint; a bit in neither is certainly unset. */
export interface TriRow {
  readonly yes: BitRow;
  readonly maybe: BitRow;
}

/** A row under construction. `maybe` is shared and empty until a bit is undecided, which is rare. */
export interface TriDraft {
  readonly yes: BitRow;
  maybe: BitRow;
}

/** The shared empty rows, one for each length. */
const emptyRows = new Map<number, BitRow>();

function emptyRow(size: number): BitRow {
  const cached = emptyRows.get(size);
  if (cached) return cached;
  const row = newRow(size);
  emptyRows.set(size, row);
  return row;
}

/** Returns an empty three-valued row for `size` services. */
export function newTriRow(size: number): TriDraft {
  return { yes: newRow(size), maybe: emptyRow(size) };
}

/** Adds undecided bits to a row. */
export function addMaybe(row: TriDraft, bits: BitRow): void {
  if (!hasAny(bits)) return;
  if (hasAny(row.maybe)) addRow(row.maybe, bits);
  else row.maybe = bits.slice();
}

/** Adds bits to a row under a condition: as certain, as undecided, or not at all. */
export function addWhen(row: TriDraft, condition: Tri, bits: BitRow): void {
  if (condition === true) addRow(row.yes, bits);
  if (condition === 'unknown') addMaybe(row, bits);
}

/** Adds a three-valued row under a condition; undecided bits stay undecided. */
export function addTri(row: TriDraft, condition: Tri, { yes, maybe }: TriRow): void {
  addWhen(row, condition, yes);
  if (condition !== false) addMaybe(row, maybe);
}

/** Removes the certain bits from the undecided ones. */
export function settle(row: TriDraft): TriRow {
  if (hasAny(row.maybe)) subtractRow(row.maybe, row.yes);
  return row;
}

/** Returns the union of two three-valued rows. */
export function anyRow(a: TriRow, b: TriRow): TriRow {
  if (!hasAny(b.yes) && !hasAny(b.maybe)) return a;
  const row = { yes: a.yes.slice(), maybe: a.maybe.slice() };
  addRow(row.yes, b.yes);
  addRow(row.maybe, b.maybe);
  return settle(row);
}

/** Returns the value of one bit of a row. */
export function triBit(row: TriRow, index: number): Tri {
  if (hasBit(row.yes, index)) return true;
  return hasBit(row.maybe, index) ? 'unknown' : false;
}
