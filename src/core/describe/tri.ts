// A fact in words. What is not known has its own, in every output.

import type { Tri } from '../compose/topology.ts';

/** What is written where a fact holds, where it does not, and where it is not known. */
export interface TriTexts<T> {
  readonly yes: T;
  readonly no: T;
  readonly unknown: T;
}

/** The text for one fact. */
export function triText<T>(value: Tri, { yes, no, unknown }: TriTexts<T>): T {
  if (value === 'unknown') return unknown;
  return value ? yes : no;
}

/** In a cell of a table: `yes`, `no` or `?`. */
export function triCell(value: Tri): string {
  return triText(value, { yes: 'yes', no: 'no', unknown: '?' });
}

/** As an answer: `yes`, `no` or `unknown`. */
export function triAnswer(value: Tri): string {
  return triText(value, { yes: 'yes', no: 'no', unknown: 'unknown' });
}
