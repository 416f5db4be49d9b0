// The value trees of services and networks as the fragments of one file hold them. Several YAML documents in one file are
// merged as several files are (semantics 4.1).

import { entriesOf, type Tree } from '../yaml/tree.ts';
import type { Fragment } from './document.ts';
import { mergeTrees } from './merge/merge-trees.ts';

/** Entries with a fragment of their own in file order, then those that came by an alias or a merge key. */
export function entityTrees(
  fragments: readonly Fragment[],
  kind: 'service' | 'network',
  environment: ReadonlyMap<string, string>,
): readonly (readonly [string, Tree])[] {
  const entities: (readonly [string, Tree])[] = [];
  const brought: (readonly [string, Tree])[] = [];
  const seen = new Set<string>();
  let again = false;
  for (const { kind: own, name, tree } of fragments) {
    if (own === kind && tree) {
      again ||= seen.has(name);
      seen.add(name);
      entities.push([name, tree]);
    }
    if (own !== 'rest' || name !== `${kind}s`) continue;
    for (const { key, value } of entriesOf(tree)) brought.push([key, value]);
  }
  const all = [...entities, ...brought];
  return again ? mergedByName(all, environment) : all;
}

function mergedByName(
  entities: readonly (readonly [string, Tree])[],
  environment: ReadonlyMap<string, string>,
): readonly (readonly [string, Tree])[] {
  const merged = new Map<string, Tree>();
  for (const [name, tree] of entities) {
    const earlier = merged.get(name);
    const value = earlier ? mergeTrees(earlier, tree, [], environment) : tree;
    if (value === null) merged.delete(name);
    else merged.set(name, value);
  }
  return [...merged];
}
