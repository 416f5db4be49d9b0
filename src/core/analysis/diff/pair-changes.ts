// Pairs whose connection opened or closed.

import { compareBytes } from '../compare-bytes.ts';
import type { Reach } from '../reach/reach-model.ts';
import { wordOf } from '../reach/rows/bit-row.ts';
import type { TriRow } from '../reach/rows/tri-row.ts';
import type { PairChange } from './diff-connectivity.ts';

const kinds = [
  ['direct', 'direct'],
  ['viaHost', 'host'],
  ['resolves', 'name'],
] as const;

interface PairChanges {
  readonly opened: readonly PairChange[];
  readonly closed: readonly PairChange[];
}

/** Both lists, sorted by `from`, `to` and kind. */
export function pairChanges(before: Reach, after: Reach): PairChanges {
  const names = [...new Set([...before.services, ...after.services])];
  const positions = new Map(names.map((name, index) => [name, index]));
  const left = placesOf(before, positions);
  const right = placesOf(after, positions);
  const words = (names.length + 31) >>> 5;
  const was = new Uint32Array(words);
  const is = new Uint32Array(words);
  const opened: PairChange[] = [];
  const closed: PairChange[] = [];
  for (const from of names) {
    for (const [row, kind] of kinds) {
      fill(was, before.facts.has(from) ? before.row(row, from) : null, left);
      fill(is, after.facts.has(from) ? after.row(row, from) : null, right);
      for (let word = 0; word < words; word++) {
        let changed = wordOf(was, word) ^ wordOf(is, word);
        while (changed !== 0) {
          const bit = changed & -changed;
          changed ^= bit;
          const to = names[(word << 5) + 31 - Math.clz32(bit)];
          if (to === undefined || to === from) continue;
          const list = (wordOf(is, word) & bit) !== 0 ? opened : closed;
          list.push({ from, to, kind });
        }
      }
    }
  }
  return { opened: opened.sort(byPlace), closed: closed.sort(byPlace) };
}

/** Where each bit of a side's rows goes among all names; null when it stays where it is. */
function placesOf(reach: Reach, positions: ReadonlyMap<string, number>): readonly number[] | null {
  const places = reach.services.map((name) => positions.get(name) ?? 0);
  return places.every((place, index) => place === index) ? null : places;
}

/** Writes what is possible (certain or not known) of `row` into `target`. */
function fill(target: Uint32Array, row: TriRow | null, places: readonly number[] | null): void {
  target.fill(0);
  if (!row) return;
  for (let word = 0; word < row.yes.length; word++) {
    let bits = wordOf(row.yes, word) | wordOf(row.maybe, word);
    if (places === null) {
      target[word] = bits;
      continue;
    }
    while (bits !== 0) {
      const bit = bits & -bits;
      bits ^= bit;
      const place = places[(word << 5) + 31 - Math.clz32(bit)] ?? 0;
      target[place >>> 5] = wordOf(target, place >>> 5) | (1 << (place & 31));
    }
  }
}

function byPlace(a: PairChange, b: PairChange): number {
  return compareBytes(a.from, b.from) || compareBytes(a.to, b.to) || compareBytes(a.kind, b.kind);
}
