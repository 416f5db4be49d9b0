// One key of one file of several, rewritten where it stands: what stays the same keeps its comments, its order and its style.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { addTag } from '../../../yaml/edit-key.ts';
import { listToMap } from '../../../yaml/list-to-map.ts';
import { listTree, textTree, treeOf } from '../../../yaml/make-tree.ts';
import { parseTree } from '../../../yaml/parse-tree.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import { childOf, deref, type MapTree, type Path, type SeqTree, type Tree } from '../../../yaml/tree.ts';
import { mergeAt } from '../../merge/merge-at.ts';
import { contentOf } from '../../merge/merge-trees.ts';
import { asItems, asMap } from '../../merge/other-form.ts';
import { rewriteEntry } from '../../rewrite/rewrite-entry.ts';
import { changeText, type TextDraft } from '../../rewrite/text-draft.ts';
import { DEPTH, type OverrideForm } from './override-form.ts';

const mustBeReplaced = refuse('unusual-layout', 'it can only be replaced');

/**
 * Returns the draft in which the key at `path`, whose value in this file is `old`, has the form; `merged` is the key's value in all files
 * together. Refuses when the key cannot be rewritten and has to be replaced.
 */
export function rewriteKey(
  draft: TextDraft,
  path: readonly string[],
  old: Tree,
  form: OverrideForm,
  merged: Tree,
): Result<TextDraft> {
  if (form.tag === '!reset' || old.kind === 'alias' || old.tag === '!reset') return mustBeReplaced;
  const key = path.at(-1) ?? '';
  const reset = form.reset ?? [];
  let current = draft;
  let present: Node = old;
  // A value that replaces those of the other files goes on doing so; it is all of the value, in its order.
  let wanted: Node | null = old.tag === '!override' ? deref(merged) : treeOf(form.value);
  if (wanted && reset.length === 0) wanted = inFormOf(old, wanted, key);
  if (old.kind === 'seq' && wanted?.kind === 'map') {
    const mapped = changeText(draft, (slice) => listToMap(slice, path));
    if (!mapped.ok) return mapped;
    current = mapped.value;
    present = deref(valueAt(current, path)) ?? old;
  }
  if (!wanted) return mustBeReplaced;
  if (old.tag !== '!override' && form.tag === null)
    wanted = withRequiredEntries(present, wanted, merged, key);
  const resets = reset.filter((name) => deref(childOf(present, name))?.tag !== '!reset');
  const done = rewriteEntry(current, path, present, {
    ...withPresentEntries(present, wanted, resets),
    tag: present.tag,
  });
  if (!done.ok) return done;
  current = done.value;
  for (const name of resets) {
    const emptied = changeText(current, (slice) => replaceValue(slice, [...path, name], null));
    const tagged = emptied.ok ? tag(emptied.value, [...path, name], '!reset') : emptied;
    if (!tagged.ok) return tagged;
    current = tagged.value;
  }
  return form.tag === null || form.tag === old.tag ? ok(current) : tag(current, path, form.tag);
}

function tag(draft: TextDraft, path: Path, name: string): Result<TextDraft> {
  return changeText(draft, (slice) => addTag(slice, path, name));
}

/** Returns the value in which entries to be reset stay as they are in the file for now. */
function withPresentEntries(present: Node, wanted: Node, resets: readonly string[]): Node {
  if (wanted.kind !== 'map') return wanted;
  const entries = wanted.entries.map((entry) => {
    const value = resets.includes(entry.key) ? childOf(present, entry.key) : null;
    return value === null ? entry : { ...entry, value };
  });
  return { ...wanted, entries };
}

/** Returns the value at a path of keys in the text of a draft; null when there is none. */
export function valueAt({ text }: TextDraft, path: readonly string[]): Tree | null {
  return path.reduce((node: Tree | null, key) => childOf(node, key), parseTree(text).tree);
}

type Node = Exclude<Tree, { readonly kind: 'alias' }>;

/** Returns the value as a list or a mapping, in the form that the file uses, when that form can express it. */
function inFormOf(old: Node, value: Node, key: string): Node {
  if (old.kind === 'map' && value.kind === 'seq') return asMap(value, [key]);
  if (old.kind !== 'seq' || value.kind !== 'map') return value;
  if (mergeAt([key]) !== 'names') return asItems(value);
  const plain = value.entries.every(
    (entry) => deref(entry.value)?.kind === 'scalar' && contentOf(entry.value) === 'null',
  );
  return plain ? listTree(value.entries.map((entry) => textTree(entry.key))) : value;
}

/**
 * Returns the value with the entries that the file already has and that all files together still have, in the order of the file, so that
 * they are not removed.
 */
function withRequiredEntries(old: Node, value: Node, merged: Tree, key: string): Node {
  const all = deref(merged);
  if (all === null || all.kind === 'scalar') return value;
  if (old.kind === 'map' && value.kind === 'map')
    return withRequiredMapEntries(old, value, asMap(all, [key]));
  if (old.kind === 'seq' && value.kind === 'seq')
    return withRequiredItems(old, value, inFormOf(old, all, key));
  return value;
}

function withRequiredMapEntries(old: MapTree, value: MapTree, all: MapTree): MapTree {
  const wanted = new Map(value.entries.map((entry) => [entry.key, entry]));
  const stays = old.entries.flatMap((entry) => {
    const known = wanted.get(entry.key);
    if (known) return [known];
    const now = childOf(all, entry.key);
    return now !== null && contentOf(now, DEPTH) === contentOf(entry.value, DEPTH) ? [entry] : [];
  });
  const keptKeys = new Set(stays.map((entry) => entry.key));
  return { ...value, entries: [...stays, ...value.entries.filter((entry) => !keptKeys.has(entry.key))] };
}

function withRequiredItems(old: SeqTree, value: SeqTree, all: Node): SeqTree {
  const contents = new Set((all.kind === 'seq' ? all.items : []).map((item) => contentOf(item, DEPTH)));
  const stays = old.items.filter((item) => contents.has(contentOf(item, DEPTH)));
  const keptItems = new Set(stays.map((item) => contentOf(item, DEPTH)));
  return {
    ...value,
    items: [...stays, ...value.items.filter((item) => !keptItems.has(contentOf(item, DEPTH)))],
  };
}
