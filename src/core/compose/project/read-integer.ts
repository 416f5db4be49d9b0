// Whole numbers as Compose reads them, out of numbers and numeric strings.

import { deref, type Tree } from '../../yaml/tree.ts';
import { readText } from './read-text.ts';

/** The whole number that a value stands for; null when it is none. */
export function readInteger(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): number | null {
  const node = deref(tree);
  if (node?.kind !== 'scalar') return null;
  const text = readText(node, environment) ?? '';
  if (typeof node.value === 'number') {
    // Semantics 4.6: Compose reads a plain number with a leading zero as octal, a YAML 1.2 parser does not.
    if (/^-?0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
    if (/[.]|^[-+]?\d+e/i.test(text) || !Number.isSafeInteger(node.value)) return null;
    return node.value;
  }
  return typeof node.value === 'string' && /^[-+]?\d+$/.test(text) ? Number.parseInt(text, 10) : null;
}
