// The spread of a takeover over connections, level by level, and its pivots and cut points. Services are indexes.

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

/** The result of spreading from a start. */
interface Spread {
  /** The indexes of services by hops, ascending within a level; level 0 is the start. */
  readonly levels: readonly (readonly number[])[];
  readonly seen: BitRow;
  /** The number of services reached. */
  readonly count: number;
}

/** Spreads from a start over at most `hops` connections; the service at `without` is left out, -1 for none. */
export function spread(links: Links, start: readonly number[], hops: number, without: number): Spread {
  const seen = newRow(links.size);
  if (without >= 0) setBit(seen, without);
  const first = start.filter((index) => index !== without);
  for (const index of first) setBit(seen, index);
  const levels: (readonly number[])[] = [first];
  let count = first.length;
  // Services of one namespace share a row, which is followed once.
  const followed = new Set<BitRow>();
  for (let hop = 0; hop < hops; hop++) {
    const next: number[] = [];
    for (const index of levels[hop] ?? []) {
      const row = links.row(index);
      if (followed.has(row)) continue;
      followed.add(row);
      addUnseen(seen, next, row);
    }
    if (next.length === 0) break;
    count += next.length;
    levels.push(next.sort((a, b) => a - b));
  }
  return { levels, seen, count };
}

/** Adds the bits of `row` that `seen` lacks to `seen` and to `next`. */
function addUnseen(seen: BitRow, next: number[], row: BitRow): void {
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

interface ChokePoints {
  /** The services with another one a hop behind. */
  readonly pivots: ReadonlySet<number>;
  /** The services without which another one is out of reach within the same hops. */
  readonly cuts: ReadonlySet<number>;
}

/** Returns the pivots and cut points of a spread over the given connections. */
export function chokePoints(links: Links, start: readonly number[], hops: number, all: Spread): ChokePoints {
  const pivots = new Set<number>();
  const cuts = new Set<number>();
  all.levels.forEach((level, depth) => {
    const next = rowOf(links.size, all.levels[depth + 1] ?? []);
    const reachedOnce = singlyReached(links, level, next);
    for (const index of level) {
      const row = links.row(index);
      if (intersects(row, next)) pivots.add(index);
      // A service that two services of this level reach is still reached in as many hops without one of them.
      if (!intersects(row, reachedOnce)) continue;
      if (spread(links, start, hops, index).count < all.count - 1) cuts.add(index);
    }
  });
  return { pivots, cuts };
}

/** Returns the services of the next level that exactly one service of this level reaches. */
function singlyReached(links: Links, level: readonly number[], next: BitRow): BitRow {
  const once = newRow(links.size);
  const twice = newRow(links.size);
  for (const index of level) {
    const row = links.row(index);
    const repeated = once.slice();
    intersectRow(repeated, row);
    addRow(twice, repeated);
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

function intersects(a: BitRow, b: BitRow): boolean {
  for (let word = 0; word < a.length; word++) if ((wordOf(a, word) & wordOf(b, word)) !== 0) return true;
  return false;
}
