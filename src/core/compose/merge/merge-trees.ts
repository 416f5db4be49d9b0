// Two values of the same key put together as Compose puts the files of a project together (semantics 4.3): mappings deeply,
// lists appended without repeats, the later scalar wins, `!reset` removes, `!override` replaces. What a key wants beyond
// that is in `merge-rules.ts`. Makes new nodes only where both sides say something.

import { deref, type MapTree, type SeqTree, type Tree, type TreeEntry } from '../../yaml/tree.ts';
import { itemKey } from './item-key.ts';
import { isPairValue, ruleFor } from './merge-rules.ts';
import { asItems, asMap } from './other-form.ts';

type Environment = ReadonlyMap<string, string>;

/** Called for every place where a mapping or list meets another form, which Compose refuses (`cannot override`). */
export type Clash = (path: readonly string[]) => void;

const ignore: Clash = () => {};

/** What the merged value of `base` and a later `over` is; `path` leads to it from the service or network. */
export function mergeTrees(
  base: Tree,
  over: Tree,
  path: readonly string[],
  environment: Environment,
  clash: Clash = ignore,
): Tree | null {
  const later = deref(over);
  const earlier = deref(base);
  if (later === null || earlier === null) return later ?? base;
  if (later.tag === '!reset') return null;
  // What a file takes away is gone only until a later one says it again.
  if (later.tag === '!override' || earlier.tag === '!reset') return over;
  const rule = ruleFor(path);
  const empty = later.kind === 'scalar' && later.value === null;
  // An empty value keeps what was there, but as the value of a pair it says that the value comes from outside.
  if (empty) return isPairValue(path) ? over : base;
  if (earlier.kind === 'scalar' && earlier.value === null) return over;
  switch (rule) {
    case 'replace':
      return over;
    case 'keyed':
      return mergeMaps(asMap(earlier, path), asMap(later, path), path, environment, clash);
    case 'pairs':
      if (earlier.kind === 'map' || later.kind === 'map')
        return mergeMaps(asMap(earlier, path), asMap(later, path), path, environment, clash);
      return appended(asItems(earlier), asItems(later), path, environment);
    case 'hosts':
    case 'list':
      return appended(asItems(earlier), asItems(later), path, environment);
    case 'deep':
      if (earlier.kind === 'map' && later.kind === 'map')
        return mergeMaps(earlier, later, path, environment, clash);
      if (earlier.kind === 'seq' && later.kind === 'seq') return appended(earlier, later, path, environment);
      if (earlier.kind !== 'scalar') clash(path);
      return over;
  }
}

function mergeMaps(
  base: MapTree,
  over: MapTree,
  path: readonly string[],
  environment: Environment,
  clash: Clash,
): MapTree {
  const later = new Map(over.entries.map((entry) => [entry.key, entry]));
  const entries: TreeEntry[] = [];
  for (const entry of base.entries) {
    const other = later.get(entry.key);
    later.delete(entry.key);
    if (!other) {
      if (deref(entry.value)?.tag !== '!reset') entries.push(entry);
      continue;
    }
    const value = mergeTrees(entry.value, other.value, [...path, entry.key], environment, clash);
    if (value === null) continue;
    entries.push(value === entry.value ? entry : { ...other, value });
  }
  for (const entry of later.values()) {
    if (deref(entry.value)?.tag !== '!reset') entries.push(entry);
  }
  return { ...over, tag: null, entries };
}

/** Address plans of one subnet are merged; any other item is replaced. */
function sameItem(
  earlier: Tree | undefined,
  later: Tree,
  path: readonly string[],
  environment: Environment,
): Tree {
  const [base, over] = [deref(earlier), deref(later)];
  if (path.join('.') !== 'ipam.config' || base?.kind !== 'map' || over?.kind !== 'map') return later;
  return mergeMaps(base, over, [...path, '0'], environment, ignore);
}

/** A later item takes the place of an earlier one that means the same. */
function appended(base: SeqTree, over: SeqTree, path: readonly string[], environment: Environment): SeqTree {
  const items: Tree[] = [];
  const places = new Map<string, number>();
  for (const item of [...base.items, ...over.items]) {
    const key = itemKey(item, path, environment);
    const place = places.get(key);
    if (place === undefined) places.set(key, items.push(item) - 1);
    else items[place] = sameItem(items[place], item, path, environment);
  }
  return { ...over, tag: null, items };
}
