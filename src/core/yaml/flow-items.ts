// Items and entries of a list or mapping in brackets: where they stand, and taking them out.

import { isPair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Edits, TextEdit } from '../text/edit.ts';
import { withCommentsAbove } from './commented-out.ts';
import { contentEnd, startOf } from './slice.ts';
import { columnOf, isBlankOrComment, lineEnd, lineStart, nextLine } from './text-position.ts';

interface FlowItem {
  readonly from: number;
  readonly end: number;
  /** The offset behind its comma; `end` where it has none. */
  readonly behind: number;
}

/** Returns the place of an item or entry in brackets. */
export function flowItem(text: string, parent: YAMLMap | YAMLSeq, index: number): FlowItem {
  const item = parent.items[index];
  const end = contentEnd(text, item);
  const from = isPair(item) ? startOf(item.key) : startOf(item);
  return { from, end, behind: end + commaAfter(text, parent, end) };
}

/** Returns the length of the comma behind `end`, with the space before it; 0 for none. */
export function commaAfter(text: string, { range }: YAMLMap | YAMLSeq, end: number): number {
  return /^\s*,/.exec(text.slice(end, (range?.[1] ?? 0) - 1))?.[0].length ?? 0;
}

/** Returns the removal of the lines that an item has for itself, with the comments about it alone; null where it shares them. */
export function removedLines(text: string, parent: YAMLMap | YAMLSeq, index: number): TextEdit | null {
  const [open, close] = [parent.range?.[0] ?? 0, (parent.range?.[1] ?? 0) - 1];
  const { from, behind } = flowItem(text, parent, index);
  const line = lineStart(text, from);
  const stop = lineEnd(text, behind);
  const alone =
    line > open &&
    text.slice(line, from).trim() === '' &&
    stop < close &&
    isBlankOrComment(text.slice(behind, stop));
  if (!alone) return null;
  const before = index === 0 ? open + 1 : contentEnd(text, parent.items[index - 1]);
  const above = Math.max(withCommentsAbove(text, line, columnOf(text, from)), nextLine(text, before));
  return { from: above, to: nextLine(text, behind), insert: '' };
}

/** Returns the edits that empty brackets with a comment, which stays unless it is about an item that goes; null without a comment. */
export function emptiedBrackets(text: string, parent: YAMLMap | YAMLSeq): Edits | null {
  const [from, to] = parent.range ?? [0, 0];
  if (parent.items.length === 0 || !text.slice(from, to).includes('#')) return null;
  return parent.items.map((_, index) => {
    const { from, behind } = flowItem(text, parent, index);
    return removedLines(text, parent, index) ?? { from, to: behind, insert: '' };
  });
}
