// The keys of a map as Compose has them: `!reset` removes a key (semantics 4.3), `!override` and unknown tags change nothing in one
// file.

import { deref, entriesOf, type Tree, type TreeEntry } from '../../../yaml/tree.ts';

/** Returns the entries of a map by key, in file order, without those tagged `!reset`; empty for any other value. */
export function fieldsOf(tree: Tree | null | undefined): ReadonlyMap<string, TreeEntry> {
  const fields = new Map<string, TreeEntry>();
  for (const entry of entriesOf(tree)) {
    if (deref(entry.value)?.tag === '!reset') continue;
    fields.set(entry.key, entry);
  }
  return fields;
}
