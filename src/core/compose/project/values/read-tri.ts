// Booleans as Compose casts them (semantics 1.3): YAML booleans and the words for them in any case, as strings, too.

import { deref, type Tree } from '../../../yaml/tree.ts';
import type { Tri } from '../../topology.ts';
import { readText } from './read-text.ts';

const trueWords: ReadonlySet<string> = new Set(['true', 'yes', 'on', 'y']);
const falseWords: ReadonlySet<string> = new Set(['false', 'no', 'off', 'n']);

/** The boolean that a value stands for; `absent` for a missing or null one, `unknown` for anything Compose cannot cast. */
export function readTri(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
  absent: boolean,
): Tri {
  const node = deref(tree);
  if (node === null) return tree ? 'unknown' : absent;
  if (node.kind !== 'scalar') return 'unknown';
  if (node.value === null) return absent;
  if (typeof node.value === 'boolean') return node.value;
  return booleanOf(readText(node, environment) ?? '') ?? 'unknown';
}

/** The boolean that a text stands for; null for one that Compose cannot cast. */
export function booleanOf(text: string): boolean | null {
  const word = text.toLowerCase();
  if (trueWords.has(word)) return true;
  return falseWords.has(word) ? false : null;
}
