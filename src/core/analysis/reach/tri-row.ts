// A row with three values: certain bits, and bits that are not decided.

import type { Tri } from '../../compose/topology.ts';
import { addRow, type BitRow, dropRow, hasBit, newRow } from './bit-row.ts';

/** `maybe` and `yes` are disjoint; a bit in neither is a certain no. */
export interface TriRow {
  readonly yes: BitRow;
  readonly maybe: BitRow;
}

export function newTriRow(size: number): TriRow {
  return { yes: newRow(size), maybe: newRow(size) };
}

/** Adds bits to a row under a condition: certain, undecided, or not at all. */
export function addUnder(row: TriRow, condition: Tri, bits: BitRow): void {
  if (condition === true) addRow(row.yes, bits);
  if (condition === 'unknown') addRow(row.maybe, bits);
}

/** What is certain is not undecided. */
export function settle(row: TriRow): TriRow {
  dropRow(row.maybe, row.yes);
  return row;
}

/** The value of one bit. */
export function triBit(row: TriRow, index: number): Tri {
  if (hasBit(row.yes, index)) return true;
  return hasBit(row.maybe, index) ? 'unknown' : false;
}
