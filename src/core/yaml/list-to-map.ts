// A list of names turned into a mapping with the same keys, item by item, so that comments and order stay.

import { isMap, isScalar, isSeq } from 'yaml';
import { type Edits, normalizeEdits, type TextEdit } from '../text/edit.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import { lastBefore } from '../text/walk.ts';
import { behindCommentedOut, commentedOutItems } from './commented-out.ts';
import { siblingStyle } from './sibling-style.ts';
import { contentEnd, findNode, isShared, type Slice, startOf } from './slice.ts';
import { columnOf, lineStart } from './text-position.ts';
import type { Path } from './tree.ts';

/** Rewrites the list at `path` (`- a`) as a mapping (`a:`), in its own style. */
export function listToMap(slice: Slice, path: Path): Result<Edits> {
  const found = findNode(slice, path);
  const node = found?.node;
  if (!found?.pair || !isSeq(node)) return refuse('not-a-collection', 'there is no list to rewrite');
  if (node.items.some((item) => !isScalar(item) || isShared(item))) {
    return refuse('unusual-layout', 'the list holds more than plain names');
  }
  const { text } = slice;
  if (node.flow) {
    const [from, to] = node.range ?? [0, 0];
    const inner = node.items.map((item) => ({
      from: contentEnd(text, item),
      to: contentEnd(text, item),
      insert: ': {}',
    }));
    return ok([{ from, to: from + 1, insert: '{' }, ...inner, { from: to - 1, to, insert: '}' }]);
  }
  const { step } = isMap(found.parent) ? siblingStyle(slice, path.slice(0, -1), found.parent) : slice.style;
  const keyColumn = columnOf(text, startOf(found.pair.key));
  const edits: TextEdit[] = [];
  for (const item of node.items) {
    const start = startOf(item);
    const line = lineStart(text, start);
    const dash = columnOf(text, lastBefore(text, '-', start));
    // A dash may stand below its key; the keys of a mapping may not.
    const column = dash > keyColumn ? dash : keyColumn + step;
    if (!/^\s*-\s+$/.test(text.slice(line, start)))
      return refuse('unusual-layout', 'a list item spans lines');
    const end = contentEnd(text, item);
    edits.push({ from: line, to: start, insert: ' '.repeat(column) }, { from: end, to: end, insert: ':' });
  }
  const first = startOf(node.items[0]);
  const dash = columnOf(text, lastBefore(text, '-', first));
  const shift = ' '.repeat(dash > keyColumn ? 0 : keyColumn + step - dash);
  const behind = behindCommentedOut(text, contentEnd(text, node), dash, 'item');
  // Commented-out items are rewritten like the others.
  for (const off of commentedOutItems(text, first, behind)) {
    const gap = /^- +/.exec(text.slice(off.dash, off.end))?.[0].length ?? 0;
    if (off.mark === dash) edits.push({ from: off.hash, to: off.hash, insert: shift });
    const inside = off.mark === dash ? '' : shift;
    edits.push({ from: off.dash, to: off.dash + gap, insert: inside });
    edits.push({ from: off.end, to: off.end, insert: ':' });
  }
  return ok(normalizeEdits(edits));
}
