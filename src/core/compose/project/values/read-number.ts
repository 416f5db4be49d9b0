// Numbers as Compose casts them: plain ones, and texts of digits.

import { deref, type Tree } from '../../../yaml/tree.ts';
import { type PlainNumber, plainNumber } from './plain-number.ts';
import { readText } from './read-text.ts';

/** The number that a value stands for; null when it is none. */
export function readNumber(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): PlainNumber | null {
  const node = deref(tree);
  if (node?.kind !== 'scalar' || node.tag === '!reset') return null;
  const plain = node.quoted ? null : plainNumber(node.text);
  if (plain !== null) return plain;
  const text = readText(node, environment) ?? '';
  // In a text the digits are decimal, whatever they begin with.
  if (typeof node.value !== 'string' || !/^[-+]?\d+$/.test(text)) return null;
  const value = Number.parseInt(text, 10);
  return { value, whole: true, text: `${value}` };
}

/** The count that a value stands for; null when it is none. */
export function readCount(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): number | null {
  const number = readNumber(tree, environment);
  return number !== null && Number.isSafeInteger(number.value) ? number.value : null;
}

/** The whole number that a value stands for; null when it is none, or written with a fraction or an exponent. */
export function readInteger(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): number | null {
  const number = readNumber(tree, environment);
  return number?.whole && Number.isSafeInteger(number.value) ? number.value : null;
}
