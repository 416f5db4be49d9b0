// Value trees of what stands in no text yet.

import type { Writable } from './format-value.ts';
import type { MapTree, ScalarTree, SeqTree, Tree } from './tree.ts';

const withoutPlace = { from: 0, to: 0 };

/** Returns a text as a tree. */
export function textTree(text: string): ScalarTree {
  return { kind: 'scalar', value: text, text, quoted: true, tag: null, ...withoutPlace };
}

/** Returns a number, true or false as a tree. */
export function plainTree(value: number | boolean): ScalarTree {
  return { kind: 'scalar', value, text: String(value), quoted: false, tag: null, ...withoutPlace };
}

/** Returns a list as a tree. */
export function listTree(items: readonly Tree[]): SeqTree {
  return { kind: 'seq', items, flow: false, tag: null, ...withoutPlace };
}

/** Returns a mapping as a tree. */
export function mapTree(pairs: readonly (readonly [string, Tree])[]): MapTree {
  const entries = pairs.map(([key, value]) => ({ key, keySpan: withoutPlace, value, merged: null }));
  return { kind: 'map', entries, flow: false, tag: null, ...withoutPlace };
}

/** Returns a plain value as a tree. */
export function treeOf(value: Writable): Exclude<Tree, { readonly kind: 'alias' }> {
  if (value === null)
    return { kind: 'scalar', value: null, text: '', quoted: false, tag: null, ...withoutPlace };
  if (typeof value === 'string') return textTree(value);
  if (typeof value !== 'object') return plainTree(value);
  if (Array.isArray(value)) return listTree(value.map(treeOf));
  return mapTree(Object.entries(value).map(([key, writable]) => [key, treeOf(writable)]));
}
