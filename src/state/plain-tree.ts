import { deref, type Tree } from '../core/yaml/tree.ts';

// An alias can stand for a large tree many times over; past this many nodes two values count as different.
const mostNodes = 20_000;

/** The value of a tree as one comparable text: positions, comments, quotes and order of keys left out. Null past a budget. */
export function plainTree(tree: Tree | null): string | null {
  let nodes = 0;
  function write(node: Tree | null): string {
    nodes++;
    const value = deref(node);
    if (value === null || nodes > mostNodes) return 'null';
    switch (value.kind) {
      case 'scalar':
        return value.value === null ? 'null' : JSON.stringify([value.tag, value.text]);
      case 'seq':
        return `[${value.items.map(write).join(',')}]`;
      case 'map':
        return `{${value.entries
          .map((entry) => `${JSON.stringify(entry.key)}:${write(entry.value)}`)
          .sort()
          .join(',')}}`;
    }
  }
  const text = write(tree);
  return nodes > mostNodes ? null : text;
}
