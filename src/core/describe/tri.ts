// A fact in words. What is not known has its own, in every output.

import type { Tri } from '../compose/topology.ts';

/** The texts for a fact that holds, that does not hold, and that is unknown. */
export interface TriTexts<T> {
  readonly yes: T;
  readonly no: T;
  readonly unknown: T;
}

/** Returns the text for one fact. */
export function triText<T>(value: Tri, { yes, no, unknown }: TriTexts<T>): T {
  if (value === 'unknown') return unknown;
  return value ? yes : no;
}

/** Returns a fact for a table cell: `yes`, `no` or `?`. */
export function triCell(value: Tri): string {
  return triText(value, { yes: 'yes', no: 'no', unknown: '?' });
}

/** Returns a fact as an answer: `yes`, `no` or `unknown`. */
export function triAnswer(value: Tri): string {
  return triText(value, { yes: 'yes', no: 'no', unknown: 'unknown' });
}
