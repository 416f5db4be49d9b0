// One scalar as the string Compose sees after substitution. Knows nothing of keys.

import { deref, type ScalarTree, type Tree } from '../../yaml/tree.ts';
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
