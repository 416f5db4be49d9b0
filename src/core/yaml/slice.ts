// A parsed text for one edit, with its nodes found by path.

import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type FileStyle, fileStyle } from './file-style.ts';
import { MAX_DEPTH, parseYaml, type YamlDocument } from './parse-yaml.ts';
import type { Path } from './tree.ts';

/** A parsed text; `root` is its top node. */
export interface Slice {
  readonly text: string;
  readonly root: unknown;
  readonly document: YamlDocument;
  readonly style: FileStyle;
  /** True when `findNode` follows aliases and merge keys to the place of definition. */
  readonly through?: boolean;
}

/** A node with its parent: the pair of a mapping, or the index in a sequence. */
export interface Found {
  readonly node: unknown;
  readonly pair: Pair | null;
  readonly parent: YAMLMap | YAMLSeq | null;
  readonly index: number;
}

/** Parses a text for editing; null when it has a syntax error. */
export function parseSlice(text: string, style: FileStyle = fileStyle(text)): Slice | null {
  const { document, problems } = parseYaml(text);
  if (!document || problems.some((problem) => problem.code !== 'unresolved-alias')) return null;
  return { text, root: document.contents, document, style };
}

/** Returns the node at a path of keys as written; aliases and merge keys are followed only in a slice with `through`. */
export function findNode(slice: Slice, path: Path): Found | null {
  let found: Found = { node: slice.root, pair: null, parent: null, index: 0 };
  for (const step of path) {
    const node = resolveThrough(slice, found.node);
    if (isMap(node) && typeof step === 'string') {
      const holder = holderOf(slice, node, step, 0);
      const index = holder?.items.findIndex((pair) => keyOf(pair) === step) ?? -1;
      const pair = holder?.items[index];
      if (!holder || !pair) return null;
      found = { node: resolveThrough(slice, pair.value), pair, parent: holder, index };
    } else if (isSeq(node) && typeof step === 'number') {
      if (step >= node.items.length) return null;
      found = { node: resolveThrough(slice, node.items[step]), pair: null, parent: node, index: step };
    } else {
      return null;
    }
  }
  return found;
}

function resolveThrough(slice: Slice, node: unknown): unknown {
  return slice.through && isAlias(node) ? resolveAlias(slice.document, node) : node;
}

/** Returns the mapping that has a key: the map itself, or a merged one in a slice with `through`. */
function holderOf(slice: Slice, map: YAMLMap, key: string, depth: number): YAMLMap | null {
  if (map.items.some((pair) => keyOf(pair) === key)) return map;
  if (!slice.through || depth > 50) return null;
  for (const pair of map.items) {
    if (keyOf(pair) !== '<<') continue;
    const value = resolveThrough(slice, pair.value);
    for (const source of isSeq(value) ? value.items : [value]) {
      const merged = resolveThrough(slice, source);
      const found = isMap(merged) ? holderOf(slice, merged, key, depth + 1) : null;
      if (found) return found;
    }
  }
  return null;
}

/** Returns the text of a key. */
export function keyOf(pair: Pair): string | null {
  const { key } = pair;
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** True for an absent value: nothing behind the key, or null. */
export function isAbsent(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

/** True for a value without any text, not even quotes. */
export function isUnwritten(node: unknown): boolean {
  if (node === null || node === undefined) return true;
  return isScalar(node) && (!node.range || node.range[0] === node.range[1]);
}

/** Returns the start of a node, including properties such as an anchor. */
export function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

/** Returns the offset behind the colon of a pair. */
export function afterColon(text: string, pair: Pair): number {
  const end = (pair.key as Node).range?.[1] ?? 0;
  return text.indexOf(':', end) + 1;
}

/** Returns the offset behind the last character of a node or pair, without comments or blank lines after it. */
export function contentEnd(text: string, item: unknown): number {
  if (isPair(item)) {
    const value: unknown = item.value;
    const colon = afterColon(text, item);
    if (value === null || value === undefined) return colon;
    if (isUnwritten(value)) return endWithoutSpace(text, colon, Math.max(colon, startOf(value)));
    return contentEnd(text, value);
  }
  if ((isMap(item) || isSeq(item)) && item.flow !== true && item.items.length > 0) {
    return contentEnd(text, item.items.at(-1));
  }
  const range = (item as Node | null)?.range;
  if (!range) return 0;
  return isScalar(item) && item.type?.startsWith('BLOCK')
    ? endWithoutSpace(text, range[0], range[1])
    : range[1];
}

function endWithoutSpace(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

/**
 * Returns the header of the block scalar that ends a node, if its final line endings count: `to` is the offset behind its mark and
 * indentation, `keeps` is true for a `+`. Null for any other end.
 */
export function openBlockScalar(
  text: string,
  item: unknown,
): { readonly to: number; readonly keeps: boolean } | null {
  let last = item;
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    if (isPair(last)) last = last.value;
    else if ((isMap(last) || isSeq(last)) && last.flow !== true && last.items.length > 0)
      last = last.items.at(-1);
    else break;
  }
  if (!isScalar(last) || !last.type?.startsWith('BLOCK') || !last.range) return null;
  const mark = /^[|>]\d?/.exec(text.slice(last.range[0], last.range[0] + 2))?.[0].length ?? 0;
  const to = last.range[0] + mark;
  return text[to] === '-' ? null : { to, keeps: text[to] === '+' };
}

/** True for a node that is an alias or holds an anchor, so that its change is a change elsewhere. */
export function isShared(node: unknown): boolean {
  return isAlias(node) || typeof (node as { anchor?: unknown } | null)?.anchor === 'string';
}

/**
 * The targets of the aliases of a document, found once for each: the library searches the whole document for each alias. Nodes are never
 * changed.
 */
const targets = new WeakMap<YamlDocument, ReadonlyMap<Alias, Node>>();

/** Returns the node of an alias: the last anchor with its name above it; undefined for none. */
export function resolveAlias(document: YamlDocument, alias: Alias): Node | undefined {
  const known = targets.get(document) ?? findTargets(document);
  targets.set(document, known);
  return known.get(alias);
}

function findTargets(document: YamlDocument): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) found.set(node, target);
      } else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return found;
}
