// Equality of value trees, by content alone or with positions. Pairs that were compared are remembered, since anchors are shared:
// the time grows with the text, not with what its aliases expand to.

import { deref, type MapTree, type Tree, type TreeEntry } from './tree.ts';

/** True when two trees have the same content, regardless of positions, quotes, comments, anchors and the order of keys. */
export function sameMeaning(a: Tree | null, b: Tree | null): boolean {
  return sameValue(a, b, new Map());
}

function sameValue(one: Tree | null, other: Tree | null, known: Map<Tree, Tree>): boolean {
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
    return a.items.every((item, i) => sameValue(item, b.items[i] ?? null, known));
  }
  if (b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  const entries = byKey(b);
  return a.entries.every(({ key, value }) => {
    const entry = entries.get(key);
    return entry !== undefined && sameValue(value, entry.value, known);
  });
}

function byKey(map: MapTree): ReadonlyMap<string, TreeEntry> {
  return new Map(map.entries.map((entry) => [entry.key, entry]));
}

/** True when two trees are equal, including positions, quotes and anchors. */
export function sameTree(a: Tree | null, b: Tree | null): boolean {
  return sameNode(a, b, new Map());
}

function sameNode(a: Tree | null, b: Tree | null, known: Map<Tree, Tree>): boolean {
  if (a === b) return true;
  if (!a || !b || a.kind !== b.kind || a.from !== b.from || a.to !== b.to) return false;
  if (a.kind !== 'alias' && b.kind !== 'alias' && a.anchor !== b.anchor) return false;
  if (known.get(a) === b) return true;
  known.set(a, b);
  switch (a.kind) {
    case 'scalar':
      return (
        b.kind === 'scalar' &&
        a.value === b.value &&
        a.text === b.text &&
        a.quoted === b.quoted &&
        a.tag === b.tag
      );
    case 'alias':
      return b.kind === 'alias' && a.name === b.name && sameNode(a.target, b.target, known);
    case 'seq': {
      if (b.kind !== 'seq' || a.flow !== b.flow || a.tag !== b.tag || a.items.length !== b.items.length)
        return false;
      for (const [i, item] of a.items.entries()) {
        if (!sameNode(item, b.items[i] ?? null, known)) return false;
      }
      return true;
    }
    case 'map': {
      if (b.kind !== 'map' || a.flow !== b.flow || a.tag !== b.tag) return false;
      return (
        sameEntries(a.entries, b.entries, known) && sameEntries(a.inherited ?? [], b.inherited ?? [], known)
      );
    }
  }
}

function sameEntries(
  some: readonly TreeEntry[],
  others: readonly TreeEntry[],
  known: Map<Tree, Tree>,
): boolean {
  if (some.length !== others.length) return false;
  for (const [i, entry] of some.entries()) {
    const other = others[i];
    if (!other || entry.key !== other.key || entry.merged?.anchor !== other.merged?.anchor) return false;
    if (entry.keySpan.from !== other.keySpan.from || entry.keySpan.to !== other.keySpan.to) return false;
    if (!sameNode(entry.value, other.value, known)) return false;
  }
  return true;
}
