// For tests only: what a value tree says, as one text; places, comments, quotes and anchors do not count.

import { deref, entriesOf, type Tree } from '../../../yaml/tree.ts';

/** Equal for trees that say the same; keys of mappings in byte order. */
export function plainValue(tree: Tree | null): string {
  const node = deref(tree);
  if (!node) return 'null';
  if (node.kind === 'scalar') return JSON.stringify([node.value === null ? null : node.text, node.tag]);
  if (node.kind === 'seq') return `[${node.items.map(plainValue).join()}]`;
  const entries = entriesOf(node).map(({ key, value }) => `${JSON.stringify(key)}:${plainValue(value)}`);
  return `{${entries.sort().join()}}`;
}
