// Edits that turn an entry of a file into a wanted tree: what is equal keeps its text, comments and style.

import { ok, type Result, refuse } from '../../text/result.ts';
import { addEntry, addItem, insertItem } from '../../yaml/add-entry.ts';
import { sameMeaning } from '../../yaml/compare-trees.ts';
import { renameKey } from '../../yaml/edit-key.ts';
import { type Writable, writableOf } from '../../yaml/format-value.ts';
import { removeNode } from '../../yaml/remove-node.ts';
import { replaceValue } from '../../yaml/replace-value.ts';
import {
  deref,
  type MapTree,
  type Path,
  type ScalarTree,
  type SeqTree,
  type Tree,
  type TreeEntry,
} from '../../yaml/tree.ts';
import { changeText, type TextDraft } from './text-draft.ts';

/** Matches words that are text to Compose, and true or false to a reader of YAML 1.1 (semantics 4.6). */
export const notTextEverywhere = /^(?:y|n|yes|no|on|off)$/i;

/** Returns the draft in which `wanted` replaces `old` at `path`. */
export function rewriteEntry(draft: TextDraft, path: Path, old: Tree, wanted: Tree): Result<TextDraft> {
  if (old === wanted) return ok(draft);
  if (old.kind === 'alias') return sameMeaning(old, wanted) ? ok(draft) : replaced(draft, path, wanted);
  const to = deref(wanted);
  if (to === null || old.tag !== to.tag) return replaced(draft, path, wanted);
  // In brackets the last entry may go by itself, and what is said beside it stays.
  if (
    old.kind === 'map' &&
    to.kind === 'map' &&
    old.entries.length > 0 &&
    (old.flow || to.entries.length > 0)
  )
    return rewriteMap(draft, path, old, to);
  if (old.kind === 'seq' && to.kind === 'seq' && old.items.length > 0 && (old.flow || to.items.length > 0))
    return rewriteList(draft, path, old, to);
  if (old.kind === 'scalar' && to.kind === 'scalar' && !changesMeaning(old, to)) return ok(draft);
  if (old.kind !== 'scalar' && to.kind !== 'scalar' && sameMeaning(old, to)) return ok(draft);
  return replaced(draft, path, wanted);
}

function changesMeaning(old: ScalarTree, to: ScalarTree): boolean {
  if (old.value === null && to.value === null) return false;
  if (old.text !== to.text || typeof old.value !== typeof to.value) return true;
  return !old.quoted && typeof old.value === 'string' && notTextEverywhere.test(old.text);
}

function replaced(draft: TextDraft, path: Path, wanted: Tree): Result<TextDraft> {
  const value = writableOf(wanted);
  if (value === undefined) return tooLarge;
  return changeText(draft, (slice) => replaceValue(slice, path, value));
}

const tooLarge = refuse('unusual-layout', 'it is too large to be rewritten');

function rewriteMap(draft: TextDraft, path: Path, old: MapTree, wanted: MapTree): Result<TextDraft> {
  const before = new Map(old.entries.map((entry) => [entry.key, entry]));
  const after = new Set(wanted.entries.map(({ key }) => key));
  const gone = old.entries.filter(({ key }) => !after.has(key));
  // A key that comes from a merge cannot be removed here: all keys of the merge are written out instead.
  const writeOut = gone.some(({ merged }) => merged !== null);
  const added: (readonly [string, Writable])[] = [];
  const instead = continuedEntries(old, wanted);
  let current = draft;
  for (const { key, value } of wanted.entries) {
    const known = before.get(key);
    const place = instead.get(key);
    if (place) {
      const renamed = changeText(current, (slice) => renameKey(slice, [...path, place.key], key));
      if (!renamed.ok) return renamed;
      const done = replaced(renamed.value, [...path, key], value);
      if (!done.ok) return done;
      current = done.value;
      continue;
    }
    if (known && known.merged === null) {
      const done = rewriteEntry(current, [...path, key], known.value, value);
      if (!done.ok) return done;
      current = done.value;
      if (old.flow && isUnwritten(known.value) && isUnwritten(value)) {
        // Readers of YAML 1.1 take `{a:}` for a key that ends with a colon.
        const written = changeText(current, (slice) => replaceValue(slice, [...path, key], null));
        if (!written.ok) return written;
        current = written.value;
      }
      if (!notTextEverywhere.test(key)) continue;
      const quoted = changeText(current, (slice) => renameKey(slice, [...path, key], key));
      if (!quoted.ok) return quoted;
      current = quoted.value;
    } else if (!known || writeOut || !sameMeaning(known.value, value)) {
      const written = writableOf(value);
      if (written === undefined) return tooLarge;
      added.push([key, written]);
    }
  }
  for (const [key, value] of added) {
    const done = changeText(current, (slice) => addEntry(slice, path, key, value));
    if (!done.ok) return done;
    current = done.value;
  }
  const places = new Set([...instead.values()]);
  const removed = gone.filter((entry) => entry.merged === null && !places.has(entry)).map(({ key }) => key);
  for (const key of writeOut ? [...removed, '<<'] : removed) {
    const done = changeText(current, (slice) => removeNode(slice, [...path, key]));
    if (!done.ok) return done;
    current = done.value;
  }
  return ok(current);
}

function isUnwritten(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null && tree.text === '';
}

/** Returns, by new key, the removed entry that continues under another key; it is rewritten into the new one. */
function continuedEntries(old: MapTree, wanted: MapTree): ReadonlyMap<string, TreeEntry> {
  const there = new Set(old.entries.map(({ key }) => key));
  const stays = new Set(wanted.entries.map(({ key }) => key));
  const free = new Map<string | null, TreeEntry[]>([[null, []]]);
  let behind: string | null = null;
  for (const entry of old.entries) {
    if (stays.has(entry.key)) {
      behind = entry.key;
      free.set(behind, []);
    } else if (entry.merged === null) free.get(behind)?.push(entry);
  }
  const found = new Map<string, TreeEntry>();
  behind = null;
  for (const { key } of wanted.entries) {
    if (there.has(key)) behind = key;
    const place = there.has(key) ? undefined : free.get(behind)?.shift();
    if (place) found.set(key, place);
  }
  return found;
}

/** Rewrites a list: equal items stay, and the old items between them are rewritten into new ones in order. */
function rewriteList(draft: TextDraft, path: Path, old: SeqTree, wanted: SeqTree): Result<TextDraft> {
  const pairs = matched(old.items, wanted.items);
  let current = draft;
  for (const [at, item] of old.items.entries()) {
    const to = pairs.become.get(at);
    if (!to) continue;
    const done = rewriteEntry(current, [...path, at], item, to);
    if (!done.ok) return done;
    current = done.value;
  }
  // From the end on, so that the indices of the items before stay.
  for (let at = old.items.length; at >= 0; at--) {
    for (const [index, item] of (pairs.before.get(at) ?? []).entries()) {
      const value = writableOf(item);
      if (value === undefined) return tooLarge;
      const done = changeText(current, (slice) =>
        at === old.items.length ? addItem(slice, path, value) : insertItem(slice, path, at + index, value),
      );
      if (!done.ok) return done;
      current = done.value;
    }
    if (at === old.items.length || pairs.become.has(at)) continue;
    const done = changeText(current, (slice) => removeNode(slice, [...path, at]));
    if (!done.ok) return done;
    current = done.value;
  }
  return ok(current);
}

interface Matching {
  /** The new items by the index of the old item that is rewritten into them. Other old items are removed. */
  readonly become: ReadonlyMap<number, Tree>;
  /** The new items that are added, by the index of the old item before which they stand; the number of items for the end. */
  readonly before: ReadonlyMap<number, readonly Tree[]>;
}

function matched(old: readonly Tree[], wanted: readonly Tree[]): Matching {
  const become = new Map<number, Tree>();
  const before = new Map<number, readonly Tree[]>();
  let [o, w] = [0, 0];
  while (w < wanted.length || o < old.length) {
    const [nextOld, nextWanted] = nextEqual(old, wanted, o, w);
    while (w < nextWanted && o < nextOld) become.set(o++, wanted[w++] as Tree);
    if (w < nextWanted) before.set(nextOld, wanted.slice(w, nextWanted));
    [o, w] = [nextOld, nextWanted];
    if (o < old.length && w < wanted.length) become.set(o++, wanted[w++] as Tree);
  }
  return { become, before };
}

/** Returns the next indices at which both lists have an equal item; their ends when there is none. */
function nextEqual(
  old: readonly Tree[],
  wanted: readonly Tree[],
  o: number,
  w: number,
): readonly [number, number] {
  for (let at = w; at < wanted.length; at++) {
    for (let from = o; from < old.length; from++) {
      if (sameMeaning(old[from] ?? null, wanted[at] ?? null)) return [from, at];
    }
  }
  return [old.length, wanted.length];
}
