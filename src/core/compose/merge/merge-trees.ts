// Two values of the same key put together as Compose puts the files of a project together (semantics 4.3): mappings deeply,
// lists appended without repeats, the later scalar wins, `!reset` removes, `!override` replaces; some keys have rules of their own.
// New nodes are made only where both sides have a value.

import {
  childOf,
  deref,
  type MapTree,
  type SeqTree,
  scalarText,
  type Tree,
  type TreeEntry,
} from '../../yaml/tree.ts';
import { parsePorts } from '../project/ports/parse-ports.ts';
import { containerText } from '../project/ports/port-range.ts';
import { readMounts } from '../project/read/read-mounts.ts';
import { interpolate } from '../project/values/interpolate.ts';
import { mergeAt } from './merge-at.ts';
import { asItems, asMap } from './other-form.ts';

type Environment = ReadonlyMap<string, string>;

/** Receives every place where a mapping or list meets another form, which Compose refuses (`cannot override`). */
type Clash = (path: readonly string[]) => void;

const ignore: Clash = () => {};

/**
 * Returns the merged value of `base` and a later `over`; `path` leads to it from the service or network. Returns null when the value is
 * removed.
 */
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
  // What one file resets, a later file may set again.
  if (later.tag === '!override' || earlier.tag === '!reset') return over;
  const empty = later.kind === 'scalar' && later.value === null;
  // An empty value changes nothing, except that of a pair: it means that the value comes from the environment.
  if (empty) return mergeAt(path.slice(0, -1)) === 'pairs' ? over : base;
  if (earlier.kind === 'scalar' && earlier.value === null) return over;
  switch (mergeAt(path)) {
    case 'replace':
      return over;
    case 'names':
    case 'context':
      return mergeMaps(asMap(earlier, path), asMap(later, path), path, environment, clash);
    case 'pairs':
      if (earlier.kind === 'map' || later.kind === 'map')
        return mergeMaps(asMap(earlier, path), asMap(later, path), path, environment, clash);
      return joinedLists(asItems(earlier), asItems(later), path, environment);
    case 'hosts':
    case 'list':
      return joinedLists(asItems(earlier), asItems(later), path, environment);
    default:
      if (earlier.kind === 'map' && later.kind === 'map')
        return mergeMaps(earlier, later, path, environment, clash);
      if (earlier.kind === 'seq' && later.kind === 'seq')
        return joinedLists(earlier, later, path, environment);
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

/** Returns the item merged with one of the same key: IPAM configurations of one subnet are merged, any other item is replaced. */
function sameItem(
  earlier: Tree | undefined,
  later: Tree,
  path: readonly string[],
  environment: Environment,
): Tree {
  const [base, over] = [deref(earlier), deref(later)];
  if (mergeAt(path) !== 'subnets' || base?.kind !== 'map' || over?.kind !== 'map') return later;
  return mergeMaps(base, over, [...path, '0'], environment, ignore);
}

/** Returns two lists joined; a later item replaces an earlier one with the same key. */
function joinedLists(
  base: SeqTree,
  over: SeqTree,
  path: readonly string[],
  environment: Environment,
): SeqTree {
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

/** Returns the key of an item in a merged list: a later item replaces an earlier one with an equal key (semantics 4.3). */
function itemKey(item: Tree, path: readonly string[], environment: Environment): string {
  const list = (only: Tree): Tree => ({ kind: 'seq', items: [only], flow: false, tag: null, from: 0, to: 0 });
  const text = textOf(item, environment);
  switch (mergeAt(path)) {
    case 'ports': {
      const bindings = parsePorts(list(item), environment).flatMap((port) => port.bindings);
      const words = bindings.map((binding) =>
        [binding.hostIp || '0.0.0.0', binding.hostPort, containerText(binding), binding.protocol].join(' '),
      );
      return words.length > 0 ? words.join('\n') : contentOf(item);
    }
    case 'targets':
      return readMounts(list(item), environment)[0]?.target ?? contentOf(item);
    case 'devices':
      return deviceTarget(item, environment);
    case 'subnets':
      return textOf(childOf(item, 'subnet'), environment) ?? contentOf(item);
    case 'hosts':
      return text?.includes('=') ? text : (text?.replace(':', '=') ?? contentOf(item));
    case 'pairs':
      return text?.split('=', 1)[0] ?? contentOf(item);
    default:
      return text ?? contentOf(item);
  }
}

function deviceTarget(item: Tree, environment: Environment): string {
  const [source = '', target] = (textOf(item, environment) ?? '').split(':');
  return textOf(childOf(item, 'target'), environment) ?? target ?? source;
}

function textOf(tree: Tree | null, environment: Environment): string | null {
  const text = scalarText(tree);
  return text === null ? null : interpolate(text, environment).text;
}

/** A depth beyond any list item that Compose knows. Deeper levels do not distinguish items; the limit also bounds nested aliases. */
const DEPTH = 4;

/** Returns the content of a value as text: equal for values with the same meaning, wherever they are written. */
export function contentOf(tree: Tree, depth = DEPTH): string {
  const node = deref(tree);
  if (node === null || depth === 0) return '';
  if (node.kind === 'scalar') return node.value === null ? 'null' : JSON.stringify(node.text);
  const inner = (child: Tree): string => contentOf(child, depth - 1);
  if (node.kind === 'seq') return `[${node.items.map(inner).join()}]`;
  return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${inner(value)}`).join()}}`;
}
