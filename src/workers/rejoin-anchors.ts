// Restores objects that anchors share after a transfer copied them. Every message of a reading contains the shared trees it refers to;
// the page keeps the first copy of each, so that a tree that is reached in two ways is one object, as it was in the thread.

import type { AnchorPlace } from '../core/compose/document.ts';
import { deref, entryOf, type Tree, type TreeEntry } from '../core/yaml/tree.ts';

type Anchors = ReadonlyMap<string, AnchorPlace>;

/** `tree` with the trees of `anchors` in place of their copies; itself where it holds none. */
export function rejoinAnchors(tree: Tree, anchors: Anchors): Tree {
  if (tree.kind === 'alias') {
    const target = deref(anchors.get(tree.name)?.tree);
    return tree.target === null || target === null ? tree : { ...tree, target };
  }
  if (tree.anchor !== undefined) return anchors.get(tree.anchor)?.tree ?? tree;
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'seq') {
    const items = tree.items.map((item) => rejoinAnchors(item, anchors));
    return items.every((item, index) => item === tree.items[index]) ? tree : { ...tree, items };
  }
  const entries = tree.entries.map((entry) => rejoinEntry(entry, anchors));
  return entries.every((entry, index) => entry === tree.entries[index]) ? tree : { ...tree, entries };
}

function rejoinEntry(entry: TreeEntry, anchors: Anchors): TreeEntry {
  const { merged, key } = entry;
  const shared = merged === null ? null : entryOf(anchors.get(merged.anchor)?.tree, key);
  const value = shared?.value ?? rejoinAnchors(entry.value, anchors);
  return value === entry.value ? entry : { ...entry, value };
}
