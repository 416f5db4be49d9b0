// Names in a list, or as the keys of a map: `models` of a service.

import { deref, type Tree } from '../../yaml/tree.ts';
import { fieldsOf } from './fields-of.ts';
import { readTexts } from './read-text.ts';

/** The names in file order; what stands behind a key of the map form is left out. */
export function readNames(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly string[] {
  return deref(tree)?.kind === 'map' ? [...fieldsOf(tree).keys()] : readTexts(tree, environment);
}
