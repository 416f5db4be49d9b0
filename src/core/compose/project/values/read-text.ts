// Scalars, and lists of them, as the strings Compose sees after substitution. Knows nothing of keys.

import { deref, type ScalarTree, type Tree } from '../../../yaml/tree.ts';
import { interpolate } from './interpolate.ts';
import { plainNumber } from './plain-number.ts';

/** The interpolated text of a scalar; null for null, for collections, for nothing, and for what `!reset` takes away. */
export function readText(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): string | null {
  const scalar = deref(tree);
  if (scalar?.kind !== 'scalar' || scalar.value === null || scalar.tag === '!reset') return null;
  return plainText(scalar) ?? interpolate(scalar.text, environment).text;
}

/** Numbers and booleans lose their spelling: `1.50` is `1.5` and `True` is `true` where a text is wanted. */
function plainText(scalar: ScalarTree): string | null {
  if (typeof scalar.value === 'boolean') return `${scalar.value}`;
  return scalar.quoted ? null : (plainNumber(scalar.text)?.text ?? null);
}

/** The interpolated texts of a scalar (`dns`, `command` …) or of the items of a list, in file order; items that are no scalars are left out. */
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
