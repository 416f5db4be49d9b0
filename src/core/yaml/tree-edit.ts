// One change of a value tree: what operations are made of. It is carried out twice, on trees, and on the text in its own style.

import type { Edits } from '../text/edit.ts';
import type { Result } from '../text/result.ts';
import { addEntry, addItem } from './add-entry.ts';
import { renameKey } from './edit-key.ts';
import type { Writable } from './format-value.ts';
import { listToMap } from './list-to-map.ts';
import { mapTree, treeOf } from './make-tree.ts';
import { removeNode, removeUpwards } from './remove-node.ts';
import { replaceAny, replaceText, replaceValue } from './replace-value.ts';
import type { Slice } from './slice.ts';
import {
  itemsOf,
  type MapTree,
  type Path,
  scalarText,
  type Tree,
  type TreeEntry,
  withOwnEntries,
} from './tree.ts';

export type TreeEdit =
  /** Adds `key: value` behind the last entry of the mapping at `path`. */
  | { readonly do: 'add'; readonly path: Path; readonly key: string; readonly value: Writable }
  /** Adds an item behind the last one of the list at `path`. */
  | { readonly do: 'append'; readonly path: Path; readonly value: Writable }
  | { readonly do: 'replace'; readonly path: Path; readonly value: Writable }
  /** Replaces the value at `path`; a number or boolean stays in quotes where the old value was in quotes. */
  | { readonly do: 'replace-any'; readonly path: Path; readonly value: Writable }
  /** Changes characters of the text at `path`, which keeps its quotes or their absence. */
  | { readonly do: 'replace-text'; readonly path: Path; readonly text: string }
  | { readonly do: 'remove'; readonly path: Path }
  /** Removes the node at `path` with its otherwise empty parents, down to a depth of `keep` steps, which stays empty. */
  | { readonly do: 'remove-upwards'; readonly path: Path; readonly keep: number }
  | { readonly do: 'rename'; readonly path: Path; readonly key: string }
  /** Turns the list at `path` into a mapping with the same names. */
  | { readonly do: 'name'; readonly path: Path };

/** Returns the edits of the text for a change of its tree; refused where the text does not allow it. */
export function writeTreeEdit(slice: Slice, edit: TreeEdit): Result<Edits> {
  switch (edit.do) {
    case 'add':
      return addEntry(slice, edit.path, edit.key, edit.value);
    case 'append':
      return addItem(slice, edit.path, edit.value);
    case 'replace':
      return replaceValue(slice, edit.path, edit.value);
    case 'replace-any':
      return replaceAny(slice, edit.path, edit.value);
    case 'replace-text':
      return replaceText(slice, edit.path, edit.text);
    case 'remove':
      return removeNode(slice, edit.path);
    case 'remove-upwards':
      return removeUpwards(slice, edit.path, edit.keep);
    case 'rename':
      return renameKey(slice, edit.path, edit.key);
    case 'name':
      return listToMap(slice, edit.path);
  }
}

/** Returns the same edit with a path that is `steps` steps shorter. */
export function withoutLead(edit: TreeEdit, steps: number): TreeEdit {
  const path = edit.path.slice(steps);
  return edit.do === 'remove-upwards' ? { ...edit, path, keep: edit.keep - steps } : { ...edit, path };
}

/** Returns the tree after a change; null for changes that only the text shows: of shared, merged or missing nodes. */
export function treeAfter(tree: Tree, edit: TreeEdit): Tree | null {
  switch (edit.do) {
    case 'add':
      return changedAt(tree, edit.path, (node) => withAdded(node, edit.key, treeOf(edit.value)));
    case 'append':
      return changedAt(tree, edit.path, (node) => {
        if (node.kind === 'seq') return { ...node, items: [...node.items, treeOf(edit.value)] };
        return isAbsent(node) ? treeOf([edit.value]) : null;
      });
    case 'replace':
      return changedAt(tree, edit.path, (node) => inStyleOf(node, treeOf(edit.value)));
    case 'replace-any':
      return changedAt(tree, edit.path, (node) => {
        const quoted = node.kind === 'scalar' && node.quoted && typeof edit.value !== 'object';
        return treeOf(quoted ? String(edit.value) : edit.value);
      });
    case 'replace-text':
      return changedAt(tree, edit.path, (node) => {
        if (node.kind !== 'scalar') return null;
        const number = typeof node.value === 'number' && /^(?:0|[1-9]\d*)$/.test(edit.text);
        return { ...node, text: edit.text, value: number ? Number(edit.text) : edit.text };
      });
    case 'remove':
      return without(tree, edit.path);
    case 'remove-upwards': {
      let path = edit.path;
      while (path.length > Math.max(edit.keep, 0) && countAt(tree, path.slice(0, -1)) === 1)
        path = path.slice(0, -1);
      // The tree itself goes, with the key that it stands at, which is none of it.
      if (path.length === 0 && edit.keep < 0) return null;
      return path.length > edit.keep ? without(tree, path) : changedAt(tree, path, () => mapTree([]));
    }
    case 'rename':
      return changedAt(tree, edit.path.slice(0, -1), (node) => withRenamed(node, edit.path.at(-1), edit.key));
    case 'name':
      return changedAt(tree, edit.path, (node) => {
        const names = itemsOf(node).map(scalarText);
        if (node.kind !== 'seq' || names.some((name) => name === null)) return null;
        return {
          ...mapTree(names.map((name) => [name ?? '', treeOf(node.flow ? {} : null)])),
          flow: node.flow,
        };
      });
  }
}

/** True for a node that is defined in place and not shared. */
type Own = Exclude<Tree, { readonly kind: 'alias' }>;

function changedAt(tree: Tree, path: Path, change: (node: Own) => Tree | null): Tree | null {
  if (tree.kind === 'alias' || tree.anchor !== undefined || tree.tag !== null) return null;
  const [step, ...rest] = path;
  if (step === undefined) return change(tree);
  if (tree.kind === 'seq' && typeof step === 'number') {
    const item = tree.items[step];
    const changed = item ? changedAt(item, rest, change) : null;
    return changed && { ...tree, items: tree.items.with(step, changed) };
  }
  if (tree.kind !== 'map') return null;
  const at = tree.entries.findIndex(({ key, merged }) => key === step && merged === null);
  const entry = tree.entries[at];
  const changed = entry ? changedAt(entry.value, rest, change) : null;
  if (!entry || !changed) return null;
  return { ...tree, entries: tree.entries.with(at, { ...entry, value: changed }) };
}

/** Returns a new value in flow style where it replaces a collection in flow style, in block style for one in block style. */
function inStyleOf(old: Own, value: Own): Own {
  return old.kind === 'scalar' || value.kind === 'scalar' ? value : { ...value, flow: old.flow };
}

function isAbsent(node: Own): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function withAdded(node: Own, key: string, value: Tree): Tree | null {
  if (isAbsent(node)) return mapTree([[key, value]]);
  if (node.kind !== 'map') return null;
  const own = ownEntries(node);
  if (own.some((entry) => entry.key === key)) return null;
  const entry: TreeEntry = { key, keySpan: { from: node.to, to: node.to }, value, merged: null };
  return withOwnEntries(node, [...own, entry]);
}

function ownEntries({ entries }: MapTree): readonly TreeEntry[] {
  return entries.filter(({ merged }) => merged === null);
}

function withRenamed(node: Own, step: string | number | undefined, key: string): Tree | null {
  if (node.kind !== 'map') return null;
  const own = ownEntries(node);
  const at = own.findIndex((entry) => entry.key === step);
  const entry = own[at];
  if (!entry || own.some((other) => other.key === key)) return null;
  return withOwnEntries(node, own.with(at, { ...entry, key }));
}

/** Returns the number of written entries or items, all merges counted as one; 0 for a node without any. */
function countAt(tree: Tree, path: Path): number {
  let count = 0;
  changedAt(tree, path, (node) => {
    count = node.kind === 'map' ? writtenEntries(node, ownEntries(node)) : itemsOf(node).length;
    return node;
  });
  return count;
}

function writtenEntries({ inherited }: MapTree, own: readonly TreeEntry[]): number {
  return own.length + (inherited === undefined ? 0 : 1);
}

/** Returns the tree without a node; null for the last one in block style, which goes with its parent. */
function without(tree: Tree, path: Path): Tree | null {
  const step = path.at(-1);
  return changedAt(tree, path.slice(0, -1), (node) => {
    if (node.kind === 'seq' && typeof step === 'number') {
      const items = node.items.filter((_, at) => at !== step);
      return items.length < node.items.length && (items.length > 0 || node.flow) ? { ...node, items } : null;
    }
    if (node.kind !== 'map' || typeof step !== 'string') return null;
    const before = ownEntries(node);
    const own = before.filter(({ key }) => key !== step);
    const left = writtenEntries(node, own) > 0 || node.flow;
    return own.length < before.length && left ? withOwnEntries(node, own) : null;
  });
}
