// Scalars, and lists of them, as Compose casts them after substitution: texts, numbers and booleans.

import { deref, type ScalarTree, type Tree } from '../../../yaml/tree.ts';
import type { Tri } from '../../topology.ts';
import { interpolate } from './interpolate.ts';
import { type PlainNumber, plainNumber } from './plain-number.ts';

/** Returns the interpolated text of a scalar; null for null, for collections, for an absent value, and for one that `!reset` removes. */
export function readText(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): string | null {
  const scalar = deref(tree);
  if (scalar?.kind !== 'scalar' || scalar.value === null || scalar.tag === '!reset') return null;
  return plainText(scalar) ?? interpolate(scalar.text, environment).text;
}

/** Returns a number or boolean as Compose prints it: `1.50` becomes `1.5`, `True` becomes `true`. */
function plainText(scalar: ScalarTree): string | null {
  if (typeof scalar.value === 'boolean') return `${scalar.value}`;
  return scalar.quoted ? null : (plainNumber(scalar.text)?.text ?? null);
}

/**
 * Returns the interpolated texts of a scalar (`dns`, `command` …) or of the items of a list, in file order, without items that are no
 * scalars.
 */
export function readTexts(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly string[] {
  const node = deref(tree);
  const texts: string[] = [];
  for (const item of node?.kind === 'seq' ? node.items : [node]) {
    const text = readText(item, environment);
    if (text !== null) texts.push(text);
  }
  return texts;
}

/** Returns the number that a value stands for; null when it is none. */
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

/** Returns the count that a value stands for; null when it is none. */
export function readCount(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): number | null {
  const number = readNumber(tree, environment);
  return number !== null && Number.isSafeInteger(number.value) ? number.value : null;
}

/** Returns the whole number that a value stands for; null when it is none, or is written with a fraction or an exponent. */
export function readInteger(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): number | null {
  const number = readNumber(tree, environment);
  return number?.whole && Number.isSafeInteger(number.value) ? number.value : null;
}

const trueValues: ReadonlySet<string> = new Set(['true', 'yes', 'on', 'y']);
const falseValues: ReadonlySet<string> = new Set(['false', 'no', 'off', 'n']);

/**
 * Returns the boolean that a value stands for (semantics 1.3): YAML booleans and the words for them in any case, also as strings. `absent`
 * for a missing or null value, `unknown` for anything that Compose cannot cast.
 */
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

/** Returns the boolean that a text stands for; null when Compose cannot cast it. */
export function booleanOf(text: string): boolean | null {
  const word = text.toLowerCase();
  if (trueValues.has(word)) return true;
  return falseValues.has(word) ? false : null;
}
