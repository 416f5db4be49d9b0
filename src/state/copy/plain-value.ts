import type { Writable } from '../../core/yaml/format-value.ts';
import { deref, type Tree } from '../../core/yaml/tree.ts';

// An alias can stand for a large tree many times over: past this many nodes nothing is written out.
const mostNodes = 20_000;

/**
 * The value of a tree with anchors and merge keys written out. Null: it is too large, or holds a tag such as `!reset`, which
 * means something in its own file only.
 */
export function plainValue(tree: Tree): { readonly value: Writable } | null {
  let nodes = 0;
  let whole = true;
  function read(node: Tree | null): Writable {
    nodes++;
    const found = deref(node);
    if (nodes > mostNodes) whole = false;
    if (found === null || !whole) return null;
    if (found.tag?.startsWith('!') && !found.tag.startsWith('!!')) whole = false;
    switch (found.kind) {
      case 'scalar':
        // 0755 and 1e3 mean what they say to Compose: what a number would lose stays text.
        return typeof found.value === 'number' && String(found.value) !== found.text
          ? found.text
          : found.value;
      case 'seq':
        return found.items.map(read);
      case 'map': {
        const entries: [string, Writable][] = found.entries.map(({ key, value }) => [key, read(value)]);
        return Object.fromEntries(entries);
      }
    }
  }
  const value = read(tree);
  return whole ? { value } : null;
}
