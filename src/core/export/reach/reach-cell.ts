// One answer of the matrix as one or two letters, and one fact as a word.

import type { PairFacts } from '../../analysis/reach/reach-model.ts';
import type { Tri } from '../../compose/topology.ts';

/** `N` direct and by name, `D` direct, `H` through a published port, `?` not known, `.` not at all. */
export function reachCell({ direct, resolves, viaHost }: PairFacts): string {
  const own = direct === true ? (resolves === true ? 'N' : 'D') : '';
  const host = viaHost === true ? 'H' : '';
  if (own || host) return own + host;
  return direct === 'unknown' || viaHost === 'unknown' ? '?' : '.';
}

/** Yes, no, or `?` for what is not known. */
export function triWord(value: Tri): string {
  if (value === 'unknown') return '?';
  return value ? 'yes' : 'no';
}
