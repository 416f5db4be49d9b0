// Removing an entry or an item: with its lines and the comment lines that belong to it, or also with parents that would be empty.

import { isMap, isPair, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Edits } from '../text/edit.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import { endOfEntry, withCommentsAbove } from './commented-out.ts';
import { commaAfter, flowItem, removedLines } from './flow-items.ts';
import { replaceValue } from './replace-value.ts';
import { contentEnd, findNode, openBlockScalar, type Slice, startOf } from './slice.ts';
import { columnOf, lineEnd, lineStart, nextLine } from './text-position.ts';
import type { Path } from './tree.ts';

/** Removes the node at `path`. The last one in block style is refused (`only-entry`): the caller removes the parent. */
export function removeNode(slice: Slice, path: Path): Result<Edits> {
  const found = findNode(slice, path);
  if (!found?.parent) return refuse('not-found', 'the entry to remove is not written here');
  const { parent, index } = found;
  const { text } = slice;
  if (parent.flow === true) return ok(removeFlow(text, parent, index));
  if (parent.items.length === 1) return refuse('only-entry', 'it is the only entry');
  const item = parent.items[index];
  const start = isPair(item) ? startOf(item.key) : startOf(item);
  const line = lineStart(text, start);
  const lead = text.slice(line, start);
  const column = columnOf(text, isPair(item) ? start : line + lead.search(/\S/));
  // An entry that shares its line with a dash before it cannot go by lines.
  if (isPair(item) ? lead.trim() !== '' && !isMark(lead) : !/^\s*-\s*(?:[&!]\S+\s+)*$/.test(lead)) {
    return refuse('unusual-layout', 'the entry shares its line with another one');
  }
  const from = Math.max(withCommentsAbove(text, line, column), text.startsWith('\ufeff') ? 1 : 0);
  const to = nextLine(
    text,
    endOfEntry(text, contentEnd(text, item), column, isPair(item) ? 'entry' : 'item'),
  );
  const lastLine = to === text.length && !text.endsWith('\n');
  if (!lastLine || from <= 1) return ok([{ from, to, insert: '' }]);
  // A text in block style that becomes the last of the file is another one without its line ending.
  if (openBlockScalar(text, parent.items[index - 1])) return ok([{ from, to, insert: '' }]);
  // The file ends without a line ending, and should still: blank lines above go, too.
  return ok([{ from: text.slice(0, from).trimEnd().length, to, insert: '' }]);
}

function isMark(lead: string): boolean {
  return lead === '\ufeff';
}

function removeFlow(text: string, parent: YAMLMap | YAMLSeq, index: number): Edits {
  const { items } = parent;
  const [open, close] = [parent.range?.[0] ?? 0, (parent.range?.[1] ?? 0) - 1];
  const { from, end, behind } = flowItem(text, parent, index);
  const before = index === 0 ? open + 1 : contentEnd(text, items[index - 1]);
  const lines = removedLines(text, parent, index);
  if (lines) {
    if (index === 0 || index < items.length - 1 || behind > end) return [lines];
    // What is the last one now has no comma, as the last one had none.
    return [{ from: before, to: before + commaAfter(text, parent, before), insert: '' }, lines];
  }
  if (items.length === 1) {
    const [first, last] = [open + 1, close];
    return [
      text.slice(first, from).includes('#') || text.slice(end, last).includes('#')
        ? { from, to: behind, insert: '' }
        : { from: first, to: last, insert: '' },
    ];
  }
  if (index + 1 < items.length) {
    const next = flowItem(text, parent, index + 1).from;
    const blanks = /^[ \t]*/.exec(text.slice(behind))?.[0].length ?? 0;
    const hasComment = text.slice(behind, next).includes('#');
    return [{ from, to: hasComment ? behind + blanks : next, insert: '' }];
  }
  return [{ from: text.slice(before, from).includes('#') ? from : before, to: end, insert: '' }];
}

/** Removes the node at `path` with its otherwise empty parents, down to a depth of `keep` steps, which stays empty. */
export function removeUpwards(slice: Slice, path: Path, keep: number): Result<Edits> {
  let target = path;
  while (target.length > Math.max(keep, 0) && isAlone(slice, target.slice(0, -1)))
    target = target.slice(0, -1);
  if (target.length > keep) return removeNode(slice, target);
  const emptied = replaceValue(slice, target, {});
  const node = findNode(slice, target)?.node;
  if (isMap(node) && node.flow === true) return emptied;
  const last = emptied.ok ? emptied.value.at(-1) : undefined;
  if (!emptied.ok || !last || !slice.text.slice(last.from, last.to).includes('\n')) return emptied;
  // What stands beside the last line that goes is about that line.
  return ok([...emptied.value.slice(0, -1), { ...last, to: lineEnd(slice.text, last.to) }]);
}

function isAlone(slice: Slice, path: Path): boolean {
  const node = findNode(slice, path)?.node;
  return (isMap(node) || isSeq(node)) && node.items.length === 1;
}
