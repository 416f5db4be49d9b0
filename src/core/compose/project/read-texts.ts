// A string or a list of strings (`dns`, `aliases`, `cap_drop`, `command` …). Items that are no scalars are left out here;
// `validate-topology.ts` speaks about those that matter.

import { deref, type Tree } from '../../yaml/tree.ts';
import { readText } from './read-text.ts';

/** The interpolated texts of a scalar or of the items of a list, in file order. */
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
