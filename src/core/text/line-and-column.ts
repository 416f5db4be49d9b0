// Places for people.

import { lineStarts } from './line-starts.ts';

/** The 1-based line and column of an offset; a byte order mark is no column. CRLF, LF and CR end lines. */
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
