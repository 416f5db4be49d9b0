// Positions in a text: lines and columns for people, and offsets.

import { checkedForward } from './walk.ts';

/** Returns the 1-based line and column of an offset; a byte order mark takes no column. CRLF, LF and CR end lines. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const starts = lineStarts(text);
  const place = Math.min(offset, text.length);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  const start = starts[low] ?? 0;
  const mark = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return { line: low + 1, column: Math.max(offset - start - mark, 0) + 1 };
}

// The line starts of the text that was asked about last: positions in one text are asked for in a row.
let known: { readonly text: string; readonly starts: readonly number[] } | null = null;

/** Returns the offsets at which lines begin, the first at 0. CRLF, LF and CR end lines. */
export function lineStarts(text: string): readonly number[] {
  if (known?.text === text) return known.starts;
  const starts = [0];
  const lineEnd = /\r\n?|\n/g;
  while (lineEnd.test(text)) starts.push(checkedForward(starts.at(-1) ?? 0, lineEnd.lastIndex));
  known = { text, starts };
  return starts;
}
