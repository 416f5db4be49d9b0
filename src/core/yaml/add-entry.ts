// Adding to collections: an entry to a mapping, an item to a sequence, behind the last one and what is commented out after it, or before another item.

import { isAlias, isMap, isPair, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Edits } from '../text/edit.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import { lastBefore } from '../text/walk.ts';
import { behindLast, withCommentsAbove } from './commented-out.ts';
import { effectiveValue } from './effective-node.ts';
import { formatEntry, formatFlow, formatItem, formatScalar, type Writable } from './format-value.ts';
import { replaceValue } from './replace-value.ts';
import { siblingStyle } from './sibling-style.ts';
import { contentEnd, findNode, isAbsent, openBlockScalar, type Slice, startOf } from './slice.ts';
import { columnOf, isBlankOrComment, lineEnd, lineStart } from './text-position.ts';
import type { Path } from './tree.ts';

/** Adds `key: value` to the mapping at `path`; an absent or empty one becomes a mapping. */
export function addEntry(slice: Slice, path: Path, key: string, value: Writable): Result<Edits> {
  const found = findNode(slice, path);
  if (!found) return refuse('not-found', 'the mapping to add to is not written here');
  const { node } = found;
  if (isAbsent(node) || (isMap(node) && node.items.length === 0)) {
    return replaceValue(slice, path, { [key]: value });
  }
  return appendEntry(slice, path, node, key, value);
}

/** Adds `key: value` behind the last entry of a non-empty mapping; `path` leads to it. */
export function appendEntry(
  slice: Slice,
  path: Path,
  node: unknown,
  key: string,
  value: Writable,
): Result<Edits> {
  const { text, style } = slice;
  if (isAlias(node)) return refuse('alias-shared', `it is written as *${node.source}, which others share`);
  if (!isMap(node) || node.items.length === 0) {
    return refuse('not-a-collection', 'there is no mapping to add to');
  }
  if (node.flow) {
    return ok(flowInsert(slice, node, `${formatScalar(key, style)}: ${formatFlow(value, style)}`));
  }
  const column = columnOf(text, startOf(node.items[0]?.key));
  const at = behindLast(text, contentEnd(text, node), column, 'entry');
  const gap = node === slice.root && column === 0 ? usualGap(text, node) : 0;
  const insert =
    style.eol.repeat(1 + gap) +
    ' '.repeat(column) +
    formatEntry(key, value, column, siblingStyle(slice, path, node));
  return ok([...closeBlockScalar(slice, node, at), { from: at, to: at, insert }]);
}

/** Adds an item to the sequence at `path`; an absent or empty one becomes a sequence. */
export function addItem(slice: Slice, path: Path, value: Writable): Result<Edits> {
  const found = findNode(slice, path);
  if (!found) return refuse('not-found', 'the list to add to is not written here');
  const { node } = found;
  const empty = isAbsent(node) || (isSeq(node) && node.items.length === 0);
  return empty ? replaceValue(slice, path, [value]) : appendItem(slice, node, value);
}

/** Adds an item behind the last one of a sequence. */
export function appendItem(slice: Slice, node: unknown, value: Writable): Result<Edits> {
  const { text, style } = slice;
  if (isAlias(node)) return refuse('alias-shared', `it is written as *${node.source}, which others share`);
  if (!isSeq(node)) return refuse('not-a-collection', 'there is no list to add to');
  if (node.flow) return ok(flowInsert(slice, node, formatFlow(value, style)));
  const first = startOf(node.items[0]);
  const line = lineStart(text, first);
  const dash = lastBefore(text, '-', first);
  if (dash < line)
    return refuse('unusual-layout', 'the first item of the list is not on the line of its dash');
  const gap = /^-( *)/.exec(text.slice(dash, first))?.[1] ?? ' ';
  const at = behindLast(text, contentEnd(text, node), columnOf(text, dash), 'item');
  const lead = `${' '.repeat(columnOf(text, dash))}-${gap === '' ? ' ' : gap}`;
  const insert = style.eol + lead + formatItem(value, lead.length, style);
  return ok([...closeBlockScalar(slice, node, at), { from: at, to: at, insert }]);
}

/** Adds an item before the one at `at` of the list at `path`, and before the comments of that item. */
export function insertItem(slice: Slice, path: Path, at: number, value: Writable): Result<Edits> {
  const { text, style } = slice;
  const node = findNode(slice, path)?.node;
  if (isAlias(node)) return refuse('alias-shared', `it is written as *${node.source}, which others share`);
  const next = isSeq(node) ? node.items[at] : undefined;
  if (!isSeq(node) || next === undefined)
    return refuse('not-found', 'the item to add before is not written here');
  const start = startOf(next);
  const line = lineStart(text, start);
  const lead = text.slice(line, start);
  if (node.flow) {
    const alone = line > (node.range?.[0] ?? 0) && lead.trim() === '';
    if (!alone) return ok([{ from: start, to: start, insert: `${formatFlow(value, style)}, ` }]);
    const from = withCommentsAbove(text, line, columnOf(text, start));
    return ok([{ from, to: from, insert: `${lead}${formatFlow(value, style)},${style.eol}` }]);
  }
  if (!/^ *- +$/.test(lead)) return refuse('unusual-layout', 'the item shares its line with another one');
  const from = withCommentsAbove(text, line, lead.indexOf('-'));
  return ok([{ from, to: from, insert: lead + formatItem(value, lead.length, style) + style.eol }]);
}

/**
 * Returns the edits that an addition at `at` needs in the text above it: a block scalar that ended the file without a line ending must keep
 * its content.
 */
function closeBlockScalar({ text }: Slice, node: unknown, at: number): Edits {
  const header = at < text.length || text.endsWith('\n') ? null : openBlockScalar(text, node);
  return header === null ? [] : [{ from: header.to, to: header.to + (header.keeps ? 1 : 0), insert: '-' }];
}

/** Returns the number of blank lines between most entries of the file; of equal counts, the last. */
function usualGap(text: string, { items }: YAMLMap): number {
  const counts = new Map<number, number>();
  let usual = 0;
  for (const [i, pair] of items.entries()) {
    const above = items[i - 1];
    if (above === undefined) continue;
    const between = text.slice(contentEnd(text, above), startOf(pair.key)).split('\n').slice(1, -1);
    let gap = 0;
    let run = 0;
    for (const line of between) {
      run = line.trim() === '' ? run + 1 : 0;
      gap = Math.max(gap, run);
    }
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
    if ((counts.get(gap) ?? 0) >= (counts.get(usual) ?? 0)) usual = gap;
  }
  return usual;
}

function flowInsert(slice: Slice, node: YAMLMap | YAMLSeq, item: string): Edits {
  const { text, style } = slice;
  const open = node.range?.[0] ?? 0;
  const close = (node.range?.[1] ?? 0) - 1;
  const last = node.items.at(-1);
  if (last === undefined) return [{ from: open + 1, to: close, insert: item }];
  const end = contentEnd(text, last);
  const comma = /^\s*,/.exec(text.slice(end, close));
  const behind = end + (comma?.[0].length ?? 0);
  const start = isPair(last) ? startOf(last.key) : startOf(last);
  const line = lineStart(text, start);
  const lead = text.slice(line, start);
  const stop = lineEnd(text, behind);
  if (line > open && lead.trim() === '' && stop < close && isBlankOrComment(text.slice(behind, stop))) {
    // One item a line: a comment beside the last one stays there.
    const added = `${style.eol}${lead}${item}`;
    if (comma) return [{ from: stop, to: stop, insert: `${added},` }];
    if (stop === end) return [{ from: end, to: end, insert: `,${added}` }];
    return [
      { from: end, to: end, insert: ',' },
      { from: stop, to: stop, insert: added },
    ];
  }
  return [{ from: behind, to: behind, insert: comma ? ` ${item}` : `, ${item}` }];
}

/**
 * Adds `name` to the collection under `key` of the entry at `path`, as an item or a key, where the collection is defined: aliases and merge
 * keys are followed, so all that share it change.
 */
export function addToShared(slice: Slice, path: readonly string[], key: string, name: string): Result<Edits> {
  const node = effectiveValue(slice, findNode(slice, path)?.node, key);
  if (isSeq(node)) return appendItem(slice, node, name);
  if (isMap(node)) return appendEntry(slice, [], node, name, node.flow ? {} : null);
  return refuse('not-a-collection', 'there is no list to add to');
}
