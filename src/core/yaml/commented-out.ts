// Commented-out keys and items behind an entry, which belong to it. Additions go behind them and removals take them along, so that
// they mean the same when their `#` is removed.

import { checkedBackward, checkedForward } from '../text/walk.ts';
import { lineEnd, lineStart, nextLine } from './text-position.ts';

/** A line that holds only a comment. */
interface CommentLine {
  readonly from: number;
  /** Offset of its end, before the line ending. */
  readonly to: number;
  /** Column of the `#`. */
  readonly mark: number;
  /** The columns at which the text may stand without its `#`: the space behind the `#` may have been added with it, or not. */
  readonly least: number;
  readonly most: number;
  readonly content: string;
}

/** What the comments follow, and what its column is: the entry of a mapping (of its key), or the item of a list (of its dash). */
export type Kind = 'entry' | 'item';

/** `key:`, `key: value`, `- item`. Prose such as "note: mind the gap" matches, too; taking it for a setting does no harm. */
const SETTING = /^(?:-(?=\s|$)|(?:[\w.$/-]+|"[^"]*"|'[^']*'):(?=\s|$))/;
/** A key or item that lines below it may be part of. */
const OPENS = /^(?:-(?=\s|$)|(?:[\w.$/-]+|"[^"]*"|'[^']*'):\s*(?:[#&!|>].*)?$)/;
/** Keys as Compose writes them; prose begins with a capital letter, or has words before its colon. */
const LOWER_SETTING = /^(?:-(?=\s|$)|(?:[a-z_][\w.-]*|"[^"]*"|'[^']*'):(?=\s|$))/;

/** The columns that a tab counts for: YAML has no tabs there, so it only has to be more than nothing. */
const TAB = 8;

/**
 * The end of the last line that belongs to a collection whose entries stand at `column` and whose content ends at `end`. Lines
 * that are commented out further left begin something else; prose there decides nothing.
 */
export function behindCommentedOut(text: string, end: number, column: number, kind: Kind): number {
  let at = lineEnd(text, end);
  let above = Number.POSITIVE_INFINITY;
  for (const line of commentLines(text, nextLine(text, end))) {
    const { content, least, most } = line;
    if (most < column) {
      if (OPENS.test(content)) break;
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

/** The end of the last line that is part of an entry at `column` whose content ends at `end`. */
export function behindInner(text: string, end: number, column: number, kind: Kind): number {
  let at = lineEnd(text, end);
  let above = Number.POSITIVE_INFINITY;
  for (const { content, mark, least, most, to } of commentLines(text, nextLine(text, end))) {
    const setting = SETTING.test(content);
    // A list may stand at the column of its key.
    const item = kind === 'entry' && most >= column && content.startsWith('-');
    if (least <= column && !item) {
      if (OPENS.test(content)) break;
      continue;
    }
    if (mark <= column && !setting && most <= above) continue;
    if (setting) above = most;
    at = to;
  }
  return at;
}

/**
 * Where an addition goes whose neighbour above ends at `end`: behind what is commented out for the collection, and behind the comments that
 * are part of that neighbour, so that they stay its own.
 */
export function behindLast(text: string, end: number, column: number, kind: Kind): number {
  return Math.max(behindCommentedOut(text, end, column, kind), behindInner(text, end, column, kind));
}

/** The start of the comment lines directly above a line, at the same column; commented-out entries among them stay. */
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

/** The column of a commented-out entry directly below a key at `column`, if it can be part of its value; null for none. */
export function columnBelow(text: string, offset: number, column: number): number | null {
  const comment = commentAt(text, nextLine(text, offset));
  if (!comment || !SETTING.test(comment.content)) return null;
  const least = comment.content.startsWith('-') ? column : column + 1;
  return comment.mark >= least ? comment.mark : null;
}

/** Commented-out items of a list between `from` and `to`: column and offset of the `#`, offsets of the dash and of the end. */
export function itemsOff(
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
