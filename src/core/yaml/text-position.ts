// Lines and columns inside a text, for the edit primitives.

import { lastBefore } from '../text/walk.ts';

/** Returns the offset of the first character of the line at `offset`. */
export function lineStart(text: string, offset: number): number {
  return lastBefore(text, '\n', offset) + 1;
}

/** Returns the offset of the end of the line at `offset`, before its line ending. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end - 1 >= offset ? end - 1 : end;
}

/** Returns the offset of the first character of the next line; the end of the text on the last one. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** True when the rest of a line is blank or a comment. */
export function isBlankOrComment(rest: string): boolean {
  return /^\s*(?:#.*)?$/.test(rest);
}

/** Returns the zero-based column of an offset, without a byte order mark. */
export function columnOf(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return offset - start - (start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0);
}
