// A row with three values: certain bits, and bits that are not decided.

import type { Tri } from '../../compose/topology.ts';
import { addRow, type BitRow, dropRow, hasAny, hasBit, newRow } from './bit-row.ts';

/** `maybe` and `yes` are disjoint; a bit in neither is a certain no. */
export interface TriRow {
  readonly yes: BitRow;
  readonly maybe: BitRow;
}

/** A row in the making. `maybe` is shared and empty until something is undecided, which is rare. */
export interface TriDraft {
  readonly yes: BitRow;
  maybe: BitRow;
}

/** Shared empty rows, one per length. */
const empty = new Map<number, BitRow>();

function emptyRow(size: number): BitRow {
  const known = empty.get(size);
  if (known) return known;
  const row = newRow(size);
  empty.set(size, row);
  return row;
}

/** A row without bits for `size` services. */
export function newTriRow(size: number): TriDraft {
  return { yes: newRow(size), maybe: emptyRow(size) };
}

/** Adds undecided bits. */
export function addMaybe(row: TriDraft, bits: BitRow): void {
  if (!hasAny(bits)) return;
  if (hasAny(row.maybe)) addRow(row.maybe, bits);
  else row.maybe = bits.slice();
}

/** Adds bits to a row under a condition: certain, undecided, or not at all. */
export function addUnder(row: TriDraft, condition: Tri, bits: BitRow): void {
  if (condition === true) addRow(row.yes, bits);
  if (condition === 'unknown') addMaybe(row, bits);
}

/** The same of a row: what is not certain of it stays undecided. */
export function addTri(row: TriDraft, condition: Tri, { yes, maybe }: TriRow): void {
  addUnder(row, condition, yes);
  if (condition !== false) addMaybe(row, maybe);
}

/** What is certain is not undecided. */
export function settle(row: TriDraft): TriRow {
  if (hasAny(row.maybe)) dropRow(row.maybe, row.yes);
  return row;
}

/** What holds in either of two rows. */
export function anyRow(a: TriRow, b: TriRow): TriRow {
  if (!hasAny(b.yes) && !hasAny(b.maybe)) return a;
  const row = { yes: a.yes.slice(), maybe: a.maybe.slice() };
  addRow(row.yes, b.yes);
  addRow(row.maybe, b.maybe);
  return settle(row);
}

/** The value of one bit. */
export function triBit(row: TriRow, index: number): Tri {
  if (hasBit(row.yes, index)) return true;
  return hasBit(row.maybe, index) ? 'unknown' : false;
}
