// Whether two value trees say the same, wherever and however they are written. Remembers pairs that it compared, since
// anchors are shared, so that an alias bomb costs what its text costs.

import { deref, type MapTree, type Tree, type TreeEntry } from './tree.ts';

/** Equality of content: places, quotes, comments, anchors and the order of keys do not count. */
export function sameMeaning(a: Tree | null, b: Tree | null): boolean {
  return same(a, b, new Map());
}

function same(one: Tree | null, other: Tree | null, known: Map<Tree, Tree>): boolean {
  const a = deref(one);
  const b = deref(other);
  if (a === b) return true;
  if (!a || !b || a.tag !== b.tag) return false;
  if (a.kind === 'scalar') {
    if (b.kind !== 'scalar') return false;
    return a.value === null ? b.value === null : a.text === b.text && typeof a.value === typeof b.value;
  }
  if (known.get(a) === b) return true;
  known.set(a, b);
  if (a.kind === 'seq') {
    if (b.kind !== 'seq' || a.items.length !== b.items.length) return false;
    return a.items.every((item, i) => same(item, b.items[i] ?? null, known));
  }
  if (b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  const entries = byKey(b);
  return a.entries.every(({ key, value }) => {
    const entry = entries.get(key);
    return entry !== undefined && same(value, entry.value, known);
  });
}

function byKey(map: MapTree): ReadonlyMap<string, TreeEntry> {
  return new Map(map.entries.map((entry) => [entry.key, entry]));
}
