// Where a service names other services and networks: one table, which is read in the text for the edits of a renaming, and in trees for the model
// that it leads to.

import {
  effective,
  effectiveValue,
  type WrittenText,
  writtenNames,
  writtenText,
  writtenValues,
} from '../../../yaml/effective-node.ts';
import type { Slice } from '../../../yaml/slice.ts';
import { deref, type Tree, type TreeEntry } from '../../../yaml/tree.ts';
import type { Fragment } from '../../document.ts';
import { interpolate } from '../../project/values/interpolate.ts';

/** The new text of a reference; null where it names something else. */
export type Rename = (text: string) => string | null;

/** A value that holds names. */
export interface ReferencePlace {
  /** The keys that lead to it from the service. */
  readonly path: readonly string[];
  /** `text`: it is a name. `names`: the items of a list, or the keys of a mapping. `values`: the items, or the values. */
  readonly holds: 'text' | 'names' | 'values';
  readonly rename: Rename;
}

/** The texts at a place of a service, as they are written; aliases and merge keys are followed. */
export function writtenAt(
  slice: Slice,
  service: unknown,
  { path, holds }: ReferencePlace,
): readonly WrittenText[] {
  const node = path.reduce((node: unknown, key) => effectiveValue(slice, node, key), service);
  if (holds === 'names') return writtenNames(slice, node);
  if (holds === 'values') return writtenValues(slice, node);
  const written = writtenText(slice, effective(slice, node));
  return written ? [written] : [];
}

/**
 * The entries after the renaming of one, as far as their trees show it: `follow` renames what a service refers to. Null where the name stands
 * in no entry of its own, or in several.
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

/** The tree of a service with its references renamed, also those that a variable holds: a text that says them so then says something else. */
export function withReferences(
  tree: Tree,
  places: readonly ReferencePlace[],
  environment: ReadonlyMap<string, string>,
): Tree {
  return places.reduce(
    (tree, { path, holds, rename }) =>
      changedAt(tree, path, (node) => renamedIn(node, holds, rename, environment)),
    tree,
  );
}

/** The tree with another value at a path of keys, aliases and merge keys followed; the same tree where that is the same. */
export function changedAt(tree: Tree, [key, ...more]: readonly string[], change: (node: Node) => Node): Tree {
  if (tree.kind === 'alias') {
    const target =
      tree.target && deref(changedAt(tree.target, key === undefined ? [] : [key, ...more], change));
    return target === tree.target ? tree : { ...tree, target };
  }
  if (key === undefined) return change(tree);
  if (tree.kind !== 'map') return tree;
  const changed = (entries: readonly TreeEntry[]): readonly TreeEntry[] =>
    sameOr(entries, (entry) => {
      const value = entry.key === key ? changedAt(entry.value, more, change) : entry.value;
      return value === entry.value ? entry : { ...entry, value };
    });
  const entries = changed(tree.entries);
  if (entries === tree.entries) return tree;
  return { ...tree, entries, ...(tree.inherited && { inherited: changed(tree.inherited) }) };
}

/** A tree that is no alias. */
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
    const items = sameOr(node.items, renamed);
    return items === node.items ? node : { ...node, items };
  }
  if (node.kind !== 'map') return holds === 'names' ? renamed(node) : node;
  const entries = sameOr(node.entries, (entry) => {
    if (holds === 'values') {
      const value = renamed(entry.value);
      return value === entry.value ? entry : { ...entry, value };
    }
    const key = rename(entry.key);
    return key === null ? entry : { ...entry, key };
  });
  return entries === node.entries ? node : { ...node, entries };
}

/** The list with each item changed; the same list where each stays the same. */
function sameOr<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.every((item, at) => item === list[at]) ? list : changed;
}
