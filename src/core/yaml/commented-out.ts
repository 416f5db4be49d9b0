// Commented-out keys and items behind an entry, which belong to it. Additions go behind them and removals take them along, so that
// they mean the same when their `#` is removed.

import { checkedBackward, checkedForward } from '../text/walk.ts';
import { lineEnd, lineStart, nextLine } from './text-position.ts';

/** A line with nothing but a comment. */
interface CommentLine {
  readonly from: number;
  /** The offset of the end of the line, before its line ending. */
  readonly to: number;
  /** The column of the `#`. */
  readonly mark: number;
  /** The possible columns of the text without its `#`: the space behind the `#` may have come with it, or not. */
  readonly least: number;
  readonly most: number;
  readonly content: string;
}

/** The owner of comments and its column: the entry of a mapping (its key) or the item of a list (its dash). */
export type Kind = 'entry' | 'item';

/** Matches `key:`, `key: value` and `- item`. Prose such as "note: mind the gap" matches, too; treating it as a setting does no harm. */
const SETTING = /^(?:-(?=\s|$)|(?:[\w.$/-]+|"[^"]*"|'[^']*'):(?=\s|$))/;
/** Matches a key or item that can hold the lines below it. */
const OPENING = /^(?:-(?=\s|$)|(?:[\w.$/-]+|"[^"]*"|'[^']*'):\s*(?:[#&!|>].*)?$)/;
/** Matches keys of Compose files; prose begins with a capital letter, or has words before its colon. */
const LOWER_SETTING = /^(?:-(?=\s|$)|(?:[a-z_][\w.-]*|"[^"]*"|'[^']*'):(?=\s|$))/;

/** The columns that a tab counts for. YAML allows no tabs there, so any number above zero serves. */
const TAB = 8;

/**
 * Returns the end of the last line of a collection whose entries are at `column` and whose content ends at `end`. Commented-out lines
 * further left begin something else; prose there decides nothing.
 */
export function behindCommentedOut(text: string, end: number, column: number, kind: Kind): number {
  let at = lineEnd(text, end);
  let above = Number.POSITIVE_INFINITY;
  for (const line of commentLines(text, nextLine(text, end))) {
    const { content, least, most } = line;
    if (most < column) {
      if (OPENING.test(content)) break;
      continue;
    }
    const setting = SETTING.test(content);
    if (kind === 'item' && least <= column && !content.startsWith('-')) {
      // A list may stand at the column of its key: then this is the next key.
      if (setting) break;
      continue;
    }
    // Prose stays the last of its place, unless it is about what is commented out below it, or part of a text of several lines.
    if (!setting && most <= above) continue;
    if (column === 0 && most === 0) continue;
    if (setting) above = most;
    at = line.to;
  }
  return at;
}

/** Returns the end of the last line of an entry at `column` whose content ends at `end`. */
export function endOfEntry(text: string, end: number, column: number, kind: Kind): number {
  let at = lineEnd(text, end);
  let above = Number.POSITIVE_INFINITY;
  for (const { content, mark, least, most, to } of commentLines(text, nextLine(text, end))) {
    const setting = SETTING.test(content);
    // A list may stand at the column of its key.
    const item = kind === 'entry' && most >= column && content.startsWith('-');
    if (least <= column && !item) {
      if (OPENING.test(content)) break;
      continue;
    }
    if (mark <= column && !setting && most <= above) continue;
    if (setting) above = most;
    at = to;
  }
  return at;
}

/**
 * Returns the offset for an addition behind a neighbour that ends at `end`: after the commented-out entries of the collection, and after
 * the comments of the neighbour.
 */
export function behindLast(text: string, end: number, column: number, kind: Kind): number {
  return Math.max(behindCommentedOut(text, end, column, kind), endOfEntry(text, end, column, kind));
}

/** Returns the start of the comment lines directly above a line, at the same column; commented-out entries among them stay. */
export function withCommentsAbove(text: string, line: number, column: number): number {
  const above: CommentLine[] = [];
  for (let from = line; from > 0; ) {
    from = checkedBackward(from, lineStart(text, from - 1));
    const comment = commentAt(text, from);
    if (comment?.mark !== column) break;
    above.unshift(comment);
  }
  let start = line;
  let inside = Number.POSITIVE_INFINITY;
  for (const comment of above) {
    const off = LOWER_SETTING.test(comment.content);
    if (off || comment.most > inside) {
      start = line;
      if (off) inside = Math.min(inside, comment.most);
    } else if (start === line) {
      start = comment.from;
      inside = Number.POSITIVE_INFINITY;
    }
  }
  return start;
}

/** Returns the column of a commented-out entry directly below a key at `column` that can be part of its value; null for none. */
export function columnBelow(text: string, offset: number, column: number): number | null {
  const comment = commentAt(text, nextLine(text, offset));
  if (!comment || !SETTING.test(comment.content)) return null;
  const least = comment.content.startsWith('-') ? column : column + 1;
  return comment.mark >= least ? comment.mark : null;
}

/** Returns the commented-out items of a list between `from` and `to`: column and offset of the `#`, offsets of the dash and of the end. */
export function commentedOutItems(
  text: string,
  from: number,
  to: number,
): readonly { readonly mark: number; readonly hash: number; readonly dash: number; readonly end: number }[] {
  const found = [];
  for (
    let line = nextLine(text, from);
    line <= to && line < text.length;
    line = checkedForward(line, nextLine(text, line))
  ) {
    const comment = commentAt(text, line);
    if (!comment || !/^-[ ]+[\w.-]+$/.test(comment.content)) continue;
    const dash = comment.to - comment.content.length;
    found.push({ mark: comment.mark, hash: text.indexOf('#', line), dash, end: comment.to });
  }
  return found;
}

function* commentLines(text: string, start: number): Generator<CommentLine> {
  for (let from = start; from < text.length; from = checkedForward(from, nextLine(text, from))) {
    const line = commentAt(text, from);
    if (line) yield line;
    else if (text.slice(from, nextLine(text, from)).trim() !== '') return;
  }
}

function commentAt(text: string, from: number): CommentLine | null {
  const to = lineEnd(text, from);
  const [, lead = '', gap = '', content = ''] = /^([ \t]*)#([ \t]*)(.*)$/.exec(text.slice(from, to)) ?? [];
  if (text[from + lead.length] !== '#') return null;
  const mark = widthOf(lead);
  const width = widthOf(gap);
  const inner = width > 1;
  return {
    from,
    to,
    mark,
    least: mark + (inner ? width - 1 : 0),
    most: mark + (inner ? width : 0),
    content,
  };
}

function widthOf(space: string): number {
  let width = 0;
  for (const character of space) width += character === '\t' ? TAB : 1;
  return width;
}
