// Nodes with aliases followed, and keys of merged mappings included: for edits at the place where something is really written.

import { isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import { contentEnd, keyOf, resolveAlias, type Slice } from './slice.ts';

/** A scalar, a mapping key, or a text in a list that names something; `from` and `to` enclose the replaceable part. */
export interface WrittenText {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly quote: '"' | "'" | null;
}

/** Returns the node behind aliases. */
export function resolveNode(slice: Slice, node: unknown): unknown {
  return isAlias(node) ? resolveAlias(slice.document, node) : node;
}

/** Returns the pair of a mapping by key, its own or a merged one. */
export function effectivePair(slice: Slice, node: unknown, key: string, depth = 0): Pair | null {
  const map = resolveNode(slice, node);
  if (!isMap(map) || depth > 50) return null;
  const ownPair = map.items.find((pair) => keyOf(pair) === key);
  if (ownPair) return ownPair;
  for (const pair of map.items) {
    if (keyOf(pair) !== '<<') continue;
    const value = resolveNode(slice, pair.value);
    for (const source of isSeq(value) ? value.items : [value]) {
      const found = effectivePair(slice, source, key, depth + 1);
      if (found) return found;
    }
  }
  return null;
}

/** Returns the value of a key, its own or a merged one, with aliases followed. */
export function effectiveValue(slice: Slice, node: unknown, key: string): unknown {
  return resolveNode(slice, effectivePair(slice, node, key)?.value);
}

/** Returns the text of a scalar as written; null for anything else. */
export function writtenText(slice: Slice, node: unknown): WrittenText | null {
  const scalar = resolveNode(slice, node);
  if (!isScalar(scalar) || !scalar.range || typeof scalar.value !== 'string') return null;
  const quote = scalar.type === 'QUOTE_DOUBLE' ? '"' : scalar.type === 'QUOTE_SINGLE' ? "'" : null;
  // A text in block style ends before its last line ending.
  return { text: scalar.value, from: scalar.range[0], to: contentEnd(slice.text, scalar), quote };
}

/** Returns the texts of a list's items, the keys of a mapping, or the scalar itself. */
export function writtenNames(slice: Slice, node: unknown): readonly WrittenText[] {
  const value = resolveNode(slice, node);
  const nodes = isSeq(value) ? value.items : isMap(value) ? mapKeys(value) : [value];
  return nodes.flatMap((node) => writtenText(slice, node) ?? []);
}

/** Returns the texts of a list's items, or the values of a mapping. */
export function writtenValues(slice: Slice, node: unknown): readonly WrittenText[] {
  const value = resolveNode(slice, node);
  const nodes = isSeq(value) ? value.items : isMap(value) ? value.items.map((pair) => pair.value) : [];
  return nodes.flatMap((node) => writtenText(slice, node) ?? []);
}

function mapKeys(map: YAMLMap): readonly unknown[] {
  return map.items.map((pair) => pair.key);
}

/** A scalar with the key that it is the value of. */
export interface WrittenScalar {
  readonly key: string | null;
  readonly from: number;
  readonly to: number;
}

/** Returns all texts below a node, with aliases and merge keys followed, each place once. */
export function writtenScalars(slice: Slice, node: unknown): readonly WrittenScalar[] {
  const found: WrittenScalar[] = [];
  const seen = new Set<unknown>();
  const visit = (node: unknown, key: string | null): void => {
    const value = resolveNode(slice, node);
    if (seen.has(value)) return;
    seen.add(value);
    if (isSeq(value)) for (const item of value.items) visit(item, key);
    if (isMap(value)) for (const pair of value.items) visit(pair.value, keyOf(pair));
    if (isScalar(value) && value.range && typeof value.value === 'string') {
      found.push({ key, from: value.range[0], to: value.range[1] });
    }
  };
  visit(node, null);
  return found;
}
