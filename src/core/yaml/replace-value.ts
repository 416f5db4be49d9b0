// Replacing a value; its key, the comment beside it and all around stay.

import { isAlias, isMap, isScalar, isSeq, type Scalar } from 'yaml';
import type { Edits, TextEdit } from '../text/edit.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import { trimmedEdit } from '../text/trimmed-edit.ts';
import { lastBefore } from '../text/walk.ts';
import { columnBelow, endOfEntry } from './commented-out.ts';
import type { FileStyle } from './file-style.ts';
import { emptiedBrackets } from './flow-items.ts';
import { formatFlow, formatNested, formatScalar, quoteScalar, type Writable } from './format-value.ts';
import { parseYaml } from './parse-yaml.ts';
import { siblingStyle } from './sibling-style.ts';
import {
  afterColon,
  contentEnd,
  type Found,
  findNode,
  isUnwritten,
  keyOf,
  type Slice,
  startOf,
} from './slice.ts';
import { columnOf, lineEnd, lineStart } from './text-position.ts';
import type { Path } from './tree.ts';

/** Replaces the value at `path`. A text keeps the quotes of the text before it. */
export function replaceValue(slice: Slice, path: Path, value: Writable): Result<Edits> {
  const found = findNode(slice, path);
  if (!found?.parent) return refuse('not-found', 'the value to change is not written here');
  const { node, pair } = found;
  if (!pair)
    return ok([
      { from: startOf(node), to: contentEnd(slice.text, node), insert: formatInline(slice, node, value) },
    ]);
  const { text } = slice;
  const colon = behindProperties(text, afterColon(text, pair));
  const inFlow = isMap(found.parent) && found.parent.flow === true;
  const key = keyOf(pair) ?? '';
  const column = columnOf(text, startOf(pair.key));
  const around = isMap(found.parent) ? siblingStyle(slice, path.slice(0, -1), found.parent) : slice.style;
  const nested = inFlow
    ? null
    : formatNested(key, value, column, styleBelow(slice, around, node, colon, column));
  const edits: TextEdit[] = [];
  if (isBlock(node)) {
    // The lines below the key go; a comment beside the key stays. Commented-out entries behind them stay only in a collection
    // of the same kind.
    const end = contentEnd(text, node);
    const same = nested !== null && isSeq(node) === Array.isArray(value);
    const below = { from: lineEnd(text, colon), to: same ? end : endOfEntry(text, end, column, 'entry') };
    if (nested !== null) return ok([{ ...below, insert: nested }]);
    edits.push(
      { from: colon, to: colon, insert: ` ${formatInline(slice, node, value)}` },
      { ...below, insert: '' },
    );
    return ok(joinAdjacent(edits));
  }
  const within = insideBrackets(slice, node, value);
  if (within) return ok(within);
  const written = !isUnwritten(node);
  const from = written ? startOf(node) : colon;
  const to = written ? contentEnd(text, node) : colon;
  if (nested === null) {
    return ok([{ from, to, insert: (written ? '' : ' ') + formatInline(slice, node, value) }]);
  }
  const gone = written && text.slice(colon, from).trim() === '' ? colon : from;
  edits.push({ from: gone, to, insert: '' });
  const end = lineEnd(text, to);
  edits.push({ from: end, to: end, insert: nested });
  return ok(joinAdjacent(edits));
}

/**
 * Replaces the text at `path` in place: only the characters that differ change. Quotes, or their absence, stay where the new text allows
 * it.
 */
export function replaceText(slice: Slice, path: Path, text: string): Result<Edits> {
  const found = findNode(slice, path);
  const node = found?.node;
  if (isAlias(node)) return refuse('alias-shared', `it is written as *${node.source}, which others share`);
  if (!isScalar(node)) return refuse('not-found', 'the text to change is not written here');
  const before = typeof node.value === 'string' ? node.value : (node.source ?? '');
  const edit = trimmedEdit(before, text, startOf(node) + (quoteOf(node) === null ? 0 : 1));
  if (edit === null) return ok([]);
  const inFlow = found?.parent?.flow === true;
  return isVerbatim(slice, node, before) && isReadUnquoted(node, before, text, edit.insert, inFlow)
    ? ok([edit])
    : replaceValue(slice, path, text);
}

/** Replaces the value at `path`; a number or boolean stays in quotes where the old value was in quotes. */
export function replaceAny(slice: Slice, path: Path, value: Writable): Result<Edits> {
  const node = findNode(slice, path)?.node;
  return isScalar(node) && quoteOf(node) !== null && (typeof value === 'number' || typeof value === 'boolean')
    ? replaceText(slice, path, String(value))
    : replaceValue(slice, path, value);
}

function quoteOf({ type }: Scalar): '"' | "'" | null {
  return type === 'QUOTE_DOUBLE' ? '"' : type === 'QUOTE_SINGLE' ? "'" : null;
}

/** True for a text that is written letter by letter, on one line and without escapes. */
function isVerbatim({ text }: Slice, node: Scalar, written: string): boolean {
  const quote = quoteOf(node) ?? '';
  return text.slice(startOf(node), contentEnd(text, node)) === `${quote}${written}${quote}`;
}

/** Matches a number of YAML 1.1 in base 60: `22:22` is 1342. */
const SEXAGESIMAL = /^\d+(?::[0-5]?\d)+$/;

function isReadUnquoted(
  node: Scalar,
  before: string,
  text: string,
  insert: string,
  inFlow: boolean,
): boolean {
  const quote = quoteOf(node);
  if (quote !== null) return quoteScalar(insert, quote) === `${quote}${insert}${quote}`;
  if (SEXAGESIMAL.test(text) && !SEXAGESIMAL.test(before)) return false;
  // Fewer texts can stand without quotes within brackets than in lines.
  const root = parseYaml(inFlow ? `[${text}]` : `- ${text}`).document?.contents;
  const [item, more] = isSeq(root) ? root.items : [];
  if (!isScalar(item) || more !== undefined || item.type !== 'PLAIN') return false;
  return item.source === text && typeof item.value === typeof node.value;
}

/** Returns the style with the columns of the lines below the key, commented out or not: both may be mixed later. */
function styleBelow(
  { text }: Slice,
  style: FileStyle,
  node: unknown,
  colon: number,
  column: number,
): FileStyle {
  if (isUnwritten(node)) {
    const below = columnBelow(text, colon, column);
    if (below === null) return style;
    return { ...style, step: below > column ? below - column : style.step, dash: below - column };
  }
  if (!isBlock(node)) return style;
  if (isMap(node)) return { ...style, step: columnOf(text, startOf(node.items[0]?.key)) - column };
  const first = isSeq(node) ? startOf(node.items[0]) : 0;
  const dash = lastBefore(text, '-', first);
  return dash < lineStart(text, first) ? style : { ...style, dash: columnOf(text, dash) - column };
}

/** Returns the offset behind an anchor and a tag beside the key, which stay with it. `colon` is the offset behind its colon. */
function behindProperties(text: string, colon: number): number {
  return colon + (/^(?:[ \t]+[&!][^\s,[\]{}]*)*/.exec(text.slice(colon, colon + 500))?.[0].length ?? 0);
}

/** Returns the edits that fill or empty brackets with a comment, which stays; null for anything else. */
function insideBrackets(slice: Slice, node: unknown, value: Writable): Edits | null {
  if (!(isMap(node) || isSeq(node)) || !node.range || !node.flow) return null;
  const [from, to] = node.range;
  if (!slice.text.slice(from, to).includes('#')) return null;
  const flow = formatFlow(value, slice.style);
  const sameKind = flow.startsWith(isMap(node) ? '{' : '[');
  if (!sameKind) return null;
  if (node.items.length === 0) return [{ from: from + 1, to: from + 1, insert: flow.slice(1, -1) }];
  return flow.length === 2 ? emptiedBrackets(slice.text, node) : null;
}

function isBlock(node: Found['node']): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0;
}

function formatInline(slice: Slice, node: unknown, value: Writable): string {
  const quote = isScalar(node) ? quoteOf(node) : null;
  if (typeof value !== 'string') return formatFlow(value, slice.style);
  return quote === null ? formatScalar(value, slice.style) : quoteScalar(value, quote);
}

/** Joins adjacent edits, so that the order of their insertions is fixed. */
function joinAdjacent(edits: readonly TextEdit[]): Edits {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    if (edit.from === edit.to && edit.insert === '') continue;
    const last = result.at(-1);
    if (last && last.to === edit.from) {
      result[result.length - 1] = { from: last.from, to: edit.to, insert: last.insert + edit.insert };
    } else {
      result.push(edit);
    }
  }
  return result;
}
