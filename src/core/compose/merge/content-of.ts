// What a value says, wherever it stands: for distinguishing items of lists.

import { deref, type Tree } from '../../yaml/tree.ts';

/** Deeper than any item of a list that Compose knows; what lies below does not distinguish items, and no alias bomb unfolds. */
const DEPTH = 4;

/** A text that is equal for two values that say the same. */
export function contentOf(tree: Tree, depth = DEPTH): string {
  const node = deref(tree);
  if (node === null || depth === 0) return '';
  if (node.kind === 'scalar') return node.value === null ? 'null' : JSON.stringify(node.text);
  const inner = (child: Tree): string => contentOf(child, depth - 1);
  if (node.kind === 'seq') return `[${node.items.map(inner).join()}]`;
  return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${inner(value)}`).join()}}`;
}
