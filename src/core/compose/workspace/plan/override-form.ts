// The form of one key in an override with which the merged value is as wanted (semantics 4.3). The plainest form is tried first, and
// verified by merging it.

import { type Writable, writableOf } from '../../../yaml/format-value.ts';
import { deref, entriesOf, type MapTree, type SeqTree, type Tree } from '../../../yaml/tree.ts';
import { mergeAt } from '../../merge/merge-at.ts';
import { contentOf, mergeTrees } from '../../merge/merge-trees.ts';
import { asMap } from '../../merge/other-form.ts';
import type { Workspace } from '../workspace.ts';

/** A value with its tag; `reset` lists the entries that remove entries of the files below. */
export interface OverrideForm {
  readonly tag: '!reset' | '!override' | null;
  readonly value: Writable;
  readonly reset?: readonly string[];
}

/** Returns the form of `key` in an override; null when none is needed because `below` already equals `wanted`. */
export function overrideForm(
  key: string,
  below: Tree | null,
  wanted: Tree | null,
  { input }: Workspace,
): OverrideForm | null {
  if (wanted === null) {
    if (below === null) return null;
    return { tag: '!reset', value: key === 'networks' ? [] : null };
  }
  if (below === null) return { tag: null, value: writtenOut(wanted) };
  const path = [key];
  const names = mergeAt(path) === 'names';
  const canonical = (tree: Tree): string => {
    const node = deref(tree);
    return contentOf(names && node ? asMap(node, path) : tree, 30);
  };
  if (canonical(below) === canonical(wanted)) return null;
  const [earlier, later] = [deref(below), deref(wanted)];
  const added = additions(earlier, later, names, path);
  if (added) {
    const merged = mergeTrees(below, added.tree, path, input.environment);
    const remaining = merged === null ? null : withoutNames(merged, added.reset);
    if (remaining !== null && canonical(remaining) === canonical(wanted))
      return { tag: null, value: added.value, reset: added.reset };
  }
  if (later?.kind === 'scalar') return { tag: null, value: writtenOut(later) };
  return { tag: '!override', value: writtenOut(wanted) };
}

interface Additions {
  readonly tree: Tree;
  readonly value: Writable;
  readonly reset: readonly string[];
}

/** Returns what `later` adds to `earlier`, as the value to merge over it. */
function additions(
  earlier: Tree | null,
  later: Tree | null,
  names: boolean,
  path: readonly string[],
): Additions | null {
  const [base, over] = [deref(earlier), deref(later)];
  if (!base || !over) return null;
  if (names) return addedEntries(asMap(base, path), asMap(over, path), true, path);
  if (base.kind === 'seq' && over.kind === 'seq') return addedItems(base, over);
  if (base.kind === 'map' && over.kind === 'map') return addedEntries(base, over, false, path);
  return null;
}

function addedItems(base: SeqTree, over: SeqTree): Additions | null {
  const known = new Set(base.items.map((item) => contentOf(item)));
  const items = over.items.filter((item) => !known.has(contentOf(item)));
  if (items.length === 0) return null;
  return { tree: { ...over, items }, value: items.map(writtenOut), reset: [] };
}

function addedEntries(
  base: MapTree,
  over: MapTree,
  names: boolean,
  path: readonly string[],
): Additions | null {
  // In a mapping, Compose requires a dependency to have a condition.
  const alone = path[0] === 'depends_on' ? { condition: 'service_started' } : null;
  const known = new Map(base.entries.map(({ key, value }) => [key, contentOf(value, 30)]));
  const entries = over.entries.filter(({ key, value }) => known.get(key) !== contentOf(value, 30));
  const overridden = new Set(over.entries.map(({ key }) => key));
  const reset = base.entries.map(({ key }) => key).filter((key) => !overridden.has(key));
  // A list of names can only add; removing one needs the mapping.
  const plain = names && reset.length === 0 && entries.every(({ value }) => writtenOut(value) === null);
  const written = Object.fromEntries([
    ...reset.map((key) => [key, null] as const),
    ...entries.map(({ key, value }) => [key, writtenOut(value) ?? alone] as const),
  ]);
  return {
    tree: { ...over, entries },
    value: plain ? entries.map(({ key }) => key) : written,
    reset,
  };
}

function withoutNames(tree: Tree, names: readonly string[]): Tree {
  const node = deref(tree);
  if (node?.kind !== 'map') return tree;
  return { ...node, entries: node.entries.filter(({ key }) => !names.includes(key)) };
}

/** A depth beyond everything that Compose reads. */
export const DEPTH = 30;

/** Returns the keys whose values differ, those of `old` first. */
export function changedKeys(old: Tree | null, wanted: Tree | null): readonly string[] {
  const before = contents(old);
  const after = contents(wanted);
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => before.get(key) !== after.get(key),
  );
}

function contents(tree: Tree | null): ReadonlyMap<string, string> {
  return new Map(entriesOf(tree).map(({ key, value }) => [key, contentOf(value, DEPTH)]));
}

/** Returns the value with aliases and merge keys written out; null when it is larger than a person would write. */
export function writtenOut(tree: Tree): Writable {
  return writableOf(tree) ?? null;
}
