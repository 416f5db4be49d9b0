// Items of lists as the file writes them: operations find them by these words, before any variable is filled in.

import type { Service } from '../../../compose/topology.ts';
import { childOf, itemsOf, type Path, scalarText } from '../../../yaml/tree.ts';

/** The short form to the letter; of a long one its target, else its source. Null where neither is plain text. */
export function writtenItem({ tree }: Service, path: Path): string | null {
  const [key, index] = path;
  const item = typeof index === 'number' ? itemsOf(childOf(tree, String(key)))[index] : null;
  return scalarText(item) ?? scalarText(childOf(item, 'target')) ?? scalarText(childOf(item, 'source'));
}
