// How far a takeover spreads over links, level by level. Knows nothing of names or reasons.

import { type BitRow, newRow, setBit, wordOf } from '../reach/rows/bit-row.ts';
import type { Links } from './links.ts';

/** Everything of one start. */
export interface Spread {
  /** Indexes by the number of hops, ascending within a level; level 0 is the start. */
  readonly levels: readonly (readonly number[])[];
  readonly seen: BitRow;
  /** How many are seen. */
  readonly count: number;
}

/** Spreads from `start` over at most `hops` links; the service at `without` is out of the game, -1 for none. */
export function spread(links: Links, start: readonly number[], hops: number, without: number): Spread {
  const seen = newRow(links.size);
  if (without >= 0) setBit(seen, without);
  const first = start.filter((index) => index !== without);
  for (const index of first) setBit(seen, index);
  const levels: (readonly number[])[] = [first];
  let count = first.length;
  // All of one namespace share their row: one of them stands for all.
  const done = new Set<BitRow>();
  for (let hop = 0; hop < hops; hop++) {
    const next: number[] = [];
    for (const index of levels[hop] ?? []) {
      const row = links.row(index);
      if (done.has(row)) continue;
      done.add(row);
      take(seen, next, row);
    }
    if (next.length === 0) break;
    count += next.length;
    levels.push(next.sort((a, b) => a - b));
  }
  return { levels, seen, count };
}

/** Adds to `next` whatever `row` holds and `seen` does not. */
function take(seen: BitRow, next: number[], row: BitRow): void {
  for (let word = 0; word < seen.length; word++) {
    let bits = wordOf(row, word) & ~wordOf(seen, word);
    if (bits === 0) continue;
    seen[word] = wordOf(seen, word) | bits;
    while (bits !== 0) {
      const bit = bits & -bits;
      bits ^= bit;
      next.push((word << 5) + 31 - Math.clz32(bit));
    }
  }
}
