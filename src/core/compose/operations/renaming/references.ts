// Where a service names other services and networks: one table, which is read in the text for the edits of a renaming, and in trees for the model
// that it leads to.

import {
  effectiveValue,
  resolveNode,
  type WrittenText,
  writtenNames,
  writtenText,
  writtenValues,
} from '../../../yaml/effective-node.ts';
import type { Slice } from '../../../yaml/slice.ts';
import { deref, type Tree, type TreeEntry } from '../../../yaml/tree.ts';
import type { Fragment } from '../../document.ts';
import { interpolate } from '../../project/values/interpolate.ts';

/** Returns the new text of a reference; null for one to something else. */
export type Rename = (text: string) => string | null;

/** A value of a service that holds names. */
export interface ReferencePlace {
  /** The keys that lead from the service to the value. */
  readonly path: readonly string[];
  /**
   * The form of the value. `text`: a name. `names`: the items of a list, or the keys of a mapping. `values`: the items of a list, or the
   * values of a mapping.
   */
  readonly holds: 'text' | 'names' | 'values';
  readonly rename: Rename;
}

/** Returns the texts at a place of a service as written, with aliases and merge keys followed. */
export function writtenAt(
  slice: Slice,
  service: unknown,
  { path, holds }: ReferencePlace,
): readonly WrittenText[] {
  const node = path.reduce((node: unknown, key) => effectiveValue(slice, node, key), service);
  if (holds === 'names') return writtenNames(slice, node);
  if (holds === 'values') return writtenValues(slice, node);
  const written = writtenText(slice, resolveNode(slice, node));
  return written ? [written] : [];
}

/**
 * Returns the entries after a renaming, as far as trees show it; `follow` renames the references of a service. Null where the name has no
 * entry of its own, or several.
 */
export function renamedFragments(
  fragments: readonly Fragment[],
  { kind, name, to }: { readonly kind: Fragment['kind']; readonly name: string; readonly to: string },
  follow: (service: Tree) => Tree,
): readonly Fragment[] | null {
  const own = fragments.filter((fragment) => fragment.kind === kind && fragment.name === name);
  if (own.length !== 1) return null;
  return fragments.map((fragment) => {
    if (fragment.kind === 'service' && fragment.tree === null) return fragment;
    const named = fragment === own[0] ? { ...fragment, name: to } : fragment;
    return named.kind === 'service' && named.tree !== null ? { ...named, tree: follow(named.tree) } : named;
  });
}

/**
 * Returns the tree of a service with its references renamed, including those that come from a variable: their text then needs an edit of
 * its own.
 */
export function withReferences(
  tree: Tree,
  places: readonly ReferencePlace[],
  environment: ReadonlyMap<string, string>,
): Tree {
  return places.reduce(
    (tree, { path, holds, rename }) =>
      withValueAtPath(tree, path, (node) => renamedIn(node, holds, rename, environment)),
    tree,
  );
}

/** Returns the tree with another value at a path of keys, with aliases and merge keys followed; the same tree where nothing changes. */
export function withValueAtPath(
  tree: Tree,
  [key, ...more]: readonly string[],
  change: (node: Node) => Node,
): Tree {
  if (tree.kind === 'alias') {
    const target =
      tree.target && deref(withValueAtPath(tree.target, key === undefined ? [] : [key, ...more], change));
    return target === tree.target ? tree : { ...tree, target };
  }
  if (key === undefined) return change(tree);
  if (tree.kind !== 'map') return tree;
  const changed = (entries: readonly TreeEntry[]): readonly TreeEntry[] =>
    reuseIfSame(entries, (entry) => {
      const value = entry.key === key ? withValueAtPath(entry.value, more, change) : entry.value;
      return value === entry.value ? entry : { ...entry, value };
    });
  const entries = changed(tree.entries);
  if (entries === tree.entries) return tree;
  return { ...tree, entries, ...(tree.inherited && { inherited: changed(tree.inherited) }) };
}

/** A tree that is not an alias. */
export type Node = Exclude<Tree, { readonly kind: 'alias' }>;

function renamedIn(
  node: Node,
  holds: ReferencePlace['holds'],
  rename: Rename,
  environment: ReadonlyMap<string, string>,
): Node {
  const renamed = <T extends Tree>(tree: T): T => {
    const scalar = deref(tree);
    if (scalar?.kind !== 'scalar' || typeof scalar.value !== 'string') return tree;
    const text = rename(interpolate(scalar.text, environment).text)?.replaceAll('$', '$$$$');
    return text === undefined ? tree : ({ ...scalar, value: text, text } as Tree as T);
  };
  if (holds === 'text') return renamed(node);
  if (node.kind === 'seq') {
    const items = reuseIfSame(node.items, renamed);
    return items === node.items ? node : { ...node, items };
  }
  if (node.kind !== 'map') return holds === 'names' ? renamed(node) : node;
  const entries = reuseIfSame(node.entries, (entry) => {
    if (holds === 'values') {
      const value = renamed(entry.value);
      return value === entry.value ? entry : { ...entry, value };
    }
    const key = rename(entry.key);
    return key === null ? entry : { ...entry, key };
  });
  return entries === node.entries ? node : { ...node, entries };
}

/** Returns the list with each item changed; the same list where all stay the same. */
function reuseIfSame<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.every((item, at) => item === list[at]) ? list : changed;
}
