// How far a takeover spreads over links, level by level, and the narrow places of a spread: pivots and cut points. Services are indexes.

import {
  addRow,
  type BitRow,
  intersectRow,
  newRow,
  setBit,
  subtractRow,
  wordOf,
} from '../reach/rows/bit-row.ts';
import type { Links } from './links.ts';

/** Everything of one start. */
interface Spread {
  /** Indexes by the number of hops, ascending within a level; level 0 is the start. */
  readonly levels: readonly (readonly number[])[];
  readonly seen: BitRow;
  /** How many are seen. */
  readonly count: number;
}

/** Spreads from `start` over at most `hops` links; the service at `without` is left out, -1 for none. */
export function spread(links: Links, start: readonly number[], hops: number, without: number): Spread {
  const seen = newRow(links.size);
  if (without >= 0) setBit(seen, without);
  const first = start.filter((index) => index !== without);
  for (const index of first) setBit(seen, index);
  const levels: (readonly number[])[] = [first];
  let count = first.length;
  // All services of one namespace share their row, which is followed once.
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

interface NarrowPlaces {
  /** Those behind which something lies one hop further. */
  readonly pivots: ReadonlySet<number>;
  /** Those without which something is out of reach within the same hops. */
  readonly cuts: ReadonlySet<number>;
}

/** The narrow places of `all`, which `spread` made from `start` over `links`. */
export function narrowPlaces(
  links: Links,
  start: readonly number[],
  hops: number,
  all: Spread,
): NarrowPlaces {
  const pivots = new Set<number>();
  const cuts = new Set<number>();
  all.levels.forEach((level, depth) => {
    const next = rowOf(links.size, all.levels[depth + 1] ?? []);
    const single = singlyReached(links, level, next);
    for (const index of level) {
      const row = links.row(index);
      if (meets(row, next)) pivots.add(index);
      // A service that two of this level reach is still reached without one of them, in as many hops.
      if (!meets(row, single)) continue;
      if (spread(links, start, hops, index).count < all.count - 1) cuts.add(index);
    }
  });
  return { pivots, cuts };
}

/** The bits of `next` that exactly one service of `level` reaches. */
function singlyReached(links: Links, level: readonly number[], next: BitRow): BitRow {
  const once = newRow(links.size);
  const twice = newRow(links.size);
  for (const index of level) {
    const row = links.row(index);
    const again = once.slice();
    intersectRow(again, row);
    addRow(twice, again);
    addRow(once, row);
  }
  subtractRow(once, twice);
  intersectRow(once, next);
  return once;
}

function rowOf(size: number, indexes: readonly number[]): BitRow {
  const row = newRow(size);
  for (const index of indexes) setBit(row, index);
  return row;
}

function meets(a: BitRow, b: BitRow): boolean {
  for (let word = 0; word < a.length; word++) if ((wordOf(a, word) & wordOf(b, word)) !== 0) return true;
  return false;
}
