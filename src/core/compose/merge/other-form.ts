// A list as a mapping and a mapping as a list, for merging two forms of one key (semantics 4.2). Nodes keep the positions of their
// sources.

import { deref, type MapTree, type SeqTree, scalarText, type Tree, type TreeEntry } from '../../yaml/tree.ts';
import { mergeAt } from './merge-at.ts';

type Node = Exclude<Tree, { readonly kind: 'alias' }>;

/** Returns the value as a mapping: names alone, or `KEY=value` split at the first equals sign. */
export function asMap(node: Node, path: readonly string[]): MapTree {
  if (node.kind === 'map') return node;
  const { from, to } = node;
  const rule = mergeAt(path);
  if (rule === 'context') return { ...emptyMap(from, to), entries: [entry('context', node, node)] };
  const items: readonly Tree[] = node.kind === 'seq' ? node.items : [node];
  const entries = new Map<string, TreeEntry>();
  for (const item of items) {
    const text = scalarText(item);
    if (text === null) continue;
    const sign = rule === 'names' ? -1 : text.indexOf('=');
    const key = sign < 0 ? text : text.slice(0, sign);
    entries.set(key, entry(key, item, sign < 0 ? nothing(item) : textNode(item, text.slice(sign + 1))));
  }
  return { ...emptyMap(from, to), entries: [...entries.values()] };
}

/** Returns the value as a list; a text counts as a list of one, an entry of a mapping as `KEY=value`. */
export function asItems(node: Node): SeqTree {
  if (node.kind === 'seq') return node;
  const { from, to } = node;
  const items = node.kind === 'map' ? node.entries.flatMap(pairItems) : [node];
  return { kind: 'seq', items, flow: false, tag: null, from, to };
}

function pairItems({ key, value }: TreeEntry): readonly Tree[] {
  return asItems(deref(value) ?? nothing(value)).items.map((item) =>
    textNode(item, `${key}=${scalarText(item) ?? ''}`),
  );
}

function entry(key: string, place: Tree, value: Tree): TreeEntry {
  return { key, keySpan: { from: place.from, to: place.to }, value, merged: null };
}

function nothing({ from, to }: Tree): Node {
  return { kind: 'scalar', value: null, text: '', quoted: false, tag: null, from, to };
}

function textNode(item: Tree, text: string): Tree {
  const node = deref(item);
  return {
    kind: 'scalar',
    value: text,
    text,
    quoted: true,
    tag: null,
    from: node?.from ?? 0,
    to: node?.to ?? 0,
  };
}

function emptyMap(from: number, to: number): MapTree {
  return { kind: 'map', entries: [], flow: false, tag: null, from, to };
}
