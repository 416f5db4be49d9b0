// One answer of the matrix as one or two letters.

import type { PairFacts } from '../analysis/reach-model.ts';

/** `N` direct and by name, `D` direct, `H` through a published port, `?` not known, `.` not at all. */
export function reachCell({ direct, resolves, viaHost }: PairFacts): string {
  const own = direct === true ? (resolves === true ? 'N' : 'D') : '';
  const host = viaHost === true ? 'H' : '';
  if (own || host) return own + host;
  return direct === 'unknown' || viaHost === 'unknown' ? '?' : '.';
}
