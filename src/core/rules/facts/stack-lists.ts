// Lists of a stack file. `docker stack deploy` refuses a list that names one item twice, where Compose keeps one: of settings the
// last one, of other lists the first.

import { contentOf } from '../../compose/merge/merge-trees.ts';
import { deref, entriesOf, type MapTree, type Path, scalarText, type Tree } from '../../yaml/tree.ts';

/** Lists that may repeat a word, and in which the order counts. */
const ordered: ReadonlySet<string> = new Set(['command', 'entrypoint', 'test']);

/** Lists of `KEY=value`, in which the last item with a key wins. */
const settings: ReadonlySet<string> = new Set(['environment', 'labels', 'sysctls']);

/** Returns the map with each list item once, at any depth; a map without repetitions stays the same object. */
export function withoutRepeatedItems(map: MapTree): MapTree {
  let changed = false;
  const entries = map.entries.map((entry) => {
    const value = ordered.has(entry.key) ? entry.value : onceIn(entry.key, entry.value);
    if (value === entry.value) return entry;
    changed = true;
    return { ...entry, value };
  });
  return changed ? { ...map, entries } : map;
}

function onceIn(key: string, tree: Tree): Tree {
  const node = deref(tree);
  if (node?.kind === 'map') {
    const done = withoutRepeatedItems(node);
    return done === node ? tree : done;
  }
  if (node?.kind !== 'seq') return tree;
  const items = settings.has(key) ? lastOfEach(node.items) : firstOfEach(node.items, contentOf);
  return items.length === node.items.length ? tree : { ...node, items };
}

function firstOfEach(items: readonly Tree[], keyOf: (item: Tree) => string): readonly Tree[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function lastOfEach(items: readonly Tree[]): readonly Tree[] {
  const keyOf = (item: Tree): string => scalarText(item)?.split('=', 1)[0] ?? contentOf(item);
  return [...firstOfEach([...items].reverse(), keyOf)].reverse();
}

/** Lists in which the schema of the command permits a repeated item. */
const mayRepeat: ReadonlySet<string> = new Set([
  'volumes',
  'configs',
  'secrets',
  'constraints',
  'preferences',
]);

/** Returns the second place of each repeated item that `docker stack deploy` refuses, as steps from the service or network. */
export function repeatedLists(tree: Tree | null, from: Path = []): readonly Path[] {
  return entriesOf(tree).flatMap(({ key, value }): readonly Path[] => {
    const node = deref(value);
    if (node?.kind === 'map') return repeatedLists(node, [...from, key]);
    if (node?.kind !== 'seq' || ordered.has(key) || mayRepeat.has(key)) return [];
    const seen = new Set<string>();
    const index = node.items.findIndex((item) => {
      const content = contentOf(item);
      return seen.has(content) || !seen.add(content);
    });
    return index < 0 ? [] : [[...from, key, index]];
  });
}
