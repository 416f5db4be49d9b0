// Which keys of a service or network say something else after an operation.

import { entriesOf, type Tree } from '../../../yaml/tree.ts';
import { contentOf } from '../../merge/content-of.ts';

/** Deeper than anything that Compose reads. */
const DEPTH = 30;

/** The keys whose values differ, those of `old` first. */
export function changedKeys(old: Tree | null, wanted: Tree | null): readonly string[] {
  const before = contents(old);
  const after = contents(wanted);
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => before.get(key) !== after.get(key),
  );
}

function contents(tree: Tree | null): ReadonlyMap<string, string> {
  return new Map(entriesOf(tree).map(({ key, value }) => [key, contentOf(value, DEPTH)]));
}
