// The variables of a whole value tree that have neither a value nor a default. Visits every node object once: anchors may
// be shared many times over, so a walk along the paths could be exponential.

import { deref, entriesOf, itemsOf, type Tree } from '../../../yaml/tree.ts';
import { interpolate } from './interpolate.ts';

/** Names of unset variables anywhere in `tree`, sorted. */
export function collectUnset(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<Tree>();
  const pending: (Tree | null)[] = [tree ?? null];
  while (pending.length > 0) {
    const node = deref(pending.pop());
    if (node === null) continue;
    if (node.kind === 'scalar') {
      if (!node.text.includes('$')) continue;
      for (const name of interpolate(node.text, environment).unset) names.add(name);
      continue;
    }
    if (seen.has(node)) continue;
    seen.add(node);
    for (const item of itemsOf(node)) pending.push(item);
    for (const entry of entriesOf(node)) pending.push(entry.value);
  }
  return [...names].sort();
}
