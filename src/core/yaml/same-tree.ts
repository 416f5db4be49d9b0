// Structural equality of value trees, positions included. Remembers pairs that it compared, since anchors are shared.

import type { Tree } from './tree.ts';

/** Whether two trees say the same at the same relative places. */
export function sameTree(a: Tree | null, b: Tree | null): boolean {
  return same(a, b, new Map());
}

function same(a: Tree | null, b: Tree | null, known: Map<Tree, Tree>): boolean {
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
      return b.kind === 'alias' && a.name === b.name && same(a.target, b.target, known);
    case 'seq': {
      if (b.kind !== 'seq' || a.flow !== b.flow || a.tag !== b.tag || a.items.length !== b.items.length)
        return false;
      for (const [i, item] of a.items.entries()) {
        if (!same(item, b.items[i] ?? null, known)) return false;
      }
      return true;
    }
    case 'map': {
      if (b.kind !== 'map' || a.flow !== b.flow || a.tag !== b.tag || a.entries.length !== b.entries.length)
        return false;
      for (const [i, entry] of a.entries.entries()) {
        const other = b.entries[i];
        if (!other || entry.key !== other.key || entry.merged?.anchor !== other.merged?.anchor) return false;
        if (entry.keySpan.from !== other.keySpan.from || entry.keySpan.to !== other.keySpan.to) return false;
        if (!same(entry.value, other.value, known)) return false;
      }
      return true;
    }
  }
}
