// One scalar as the string Compose sees after substitution. Knows nothing of keys.

import { scalarText, type Tree } from '../../yaml/tree.ts';
import { interpolate } from './interpolate.ts';

/** The interpolated text of a scalar; null for null, for collections and for nothing. */
export function readText(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): string | null {
  const text = scalarText(tree);
  return text === null ? null : interpolate(text, environment).text;
}
