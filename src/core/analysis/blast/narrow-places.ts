// Pivots and cut points of a spread.

import { addRow, type BitRow, dropRow, keepRow, newRow, setBit, wordOf } from '../reach/rows/bit-row.ts';
import type { Links } from './links.ts';
import { type Spread, spread } from './spread.ts';

export interface NarrowPlaces {
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
      // What has two on the level before it is reached past either of them, in as many hops.
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
    keepRow(again, row);
    addRow(twice, again);
    addRow(once, row);
  }
  dropRow(once, twice);
  keepRow(once, next);
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
