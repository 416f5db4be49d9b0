// Keeps keys shared that services have from merge keys: where all users of a mapping want another value of one of its keys, the
// mapping is changed.

import { sameMeaning } from '../../yaml/compare-trees.ts';
import { childOf, deref, entriesOf, entryOf, type Tree, type TreeEntry } from '../../yaml/tree.ts';
import type { ComposeDocument } from '../document.ts';
import { entityTrees } from '../model-of.ts';
import { withEntry } from '../operations/steps/expect-model.ts';

/**
 * The wanted trees of a file. Entries and top-level keys that are in none of the maps are removed, except `x-` keys; null is an empty
 * value.
 */
export interface WantedDocument {
  readonly services: ReadonlyMap<string, Tree | null>;
  readonly networks: ReadonlyMap<string, Tree | null>;
  /** The top-level keys other than `services` and `networks`. */
  readonly others: ReadonlyMap<string, Tree | null>;
}

/**
 * Returns the wanted document in which a change that all users of an `x-` mapping need is made in that mapping, so that it stays shared.
 */
export function withShared(document: ComposeDocument, wanted: WantedDocument): WantedDocument {
  const others = new Map(wanted.others);
  for (const { kind, tree, name } of document.fragments) {
    const holder = deref(tree);
    const ownTree = wanted.others.get(name);
    if (kind !== 'rest' || !ownTree || holder?.kind !== 'map' || holder.anchor === undefined) continue;
    const users = entityTrees(document.fragments, 'service', new Map()).flatMap(([service, old]) => {
      const to = wanted.services.get(service);
      const merges = entriesOf(old).some(({ merged }) => merged?.anchor === holder.anchor);
      return to && merges ? [{ old, to }] : [];
    });
    if (users.length === 0) continue;
    let shared: Tree = ownTree;
    for (const { key, value } of holder.entries) {
      const taking = users.filter(({ old }) => entryOf(old, key)?.merged?.anchor === holder.anchor);
      const to = commonValue(taking.map((user) => childOf(user.to, key)));
      if (taking.length === 0 || to === undefined || (to !== null && sameMeaning(to, value))) continue;
      const gained = to === null ? replacementFor(key, users) : null;
      shared = gained === null ? withEntry(shared, key, () => to) : instead(shared, key, gained);
    }
    others.set(name, shared);
  }
  return { ...wanted, others };
}

type User = { readonly old: Tree; readonly to: Tree };

/** Returns the new entry that all users want in place of `key`; null when they want different ones. */
function replacementFor(key: string, users: readonly User[]): TreeEntry | null {
  const [first] = users;
  for (const entry of entriesOf(first?.to)) {
    const isNew = users.every(({ old }) => entryOf(old, entry.key) === null && entryOf(old, key) !== null);
    if (isNew && commonValue(users.map(({ to }) => childOf(to, entry.key)))) return entry;
  }
  return null;
}

function instead(tree: Tree, key: string, entry: TreeEntry): Tree {
  const node = deref(tree);
  if (node?.kind !== 'map') return tree;
  const entries = node.entries.filter((treeEntry) => treeEntry.key !== entry.key);
  return {
    ...node,
    entries: entries.map((treeEntry) => (treeEntry.key === key ? { ...entry, merged: null } : treeEntry)),
  };
}

/** Returns the value that all users want: null when none has one, undefined when they differ. */
function commonValue(values: readonly (Tree | null)[]): Tree | null | undefined {
  const [first = null] = values;
  return values.every((value) =>
    value === null ? first === null : first !== null && sameMeaning(value, first),
  )
    ? first
    : undefined;
}
