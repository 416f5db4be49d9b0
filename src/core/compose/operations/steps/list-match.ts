// Which item of a list is meant by a short word.

import { childOf, scalarText, type Tree } from '../../../yaml/tree.ts';

/** Whether a list item is the one of that name: the text itself, what stands before `=` or `:`, or a mount's target, a config's source where it has none. */
export function isMeant(tree: Tree, item: string): boolean {
  const text = scalarText(tree) ?? scalarText(childOf(tree, 'target')) ?? scalarText(childOf(tree, 'source'));
  if (text === null) return false;
  if (text === item || text.split('=', 1)[0] === item) return true;
  const parts = text.split(':');
  return parts[0] === item || parts[1] === item;
}
