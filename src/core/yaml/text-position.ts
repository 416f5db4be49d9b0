// Lines and columns inside a text, for the edit primitives.

import { lastBefore } from '../text/walk.ts';

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return lastBefore(text, '\n', offset) + 1;
}

/** Offset of the end of that line, before its line ending. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end - 1 >= offset ? end - 1 : end;
}

/** Offset of the first character of the next line; the end of the text when there is none. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Whether the rest of a line is blank or a comment. */
export function isSilent(rest: string): boolean {
  return /^\s*(?:#.*)?$/.test(rest);
}

/** Zero-based column; a byte order mark counts for nothing. */
export function columnOf(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return offset - start - (start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0);
}
