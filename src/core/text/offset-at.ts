// From a line and column to an offset. Apart from `line-and-column.ts`, since only editors need it, which the page loads late.

import { lineStarts } from './line-and-column.ts';
/**
 * Returns the offset of a line and column, both from 1, as `lineAndColumn` counts them; a column beyond the end of a line means its end.
 */
export function offsetAt(text: string, line: number, column: number): number {
  const starts = lineStarts(text);
  if (line > starts.length) return text.length;
  const start = starts[Math.max(line, 1) - 1] ?? 0;
  const mark = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const next = starts[line] ?? text.length;
  const end = start + text.slice(start, next).replace(/\r?\n$|\r$/, '').length;
  return Math.min(start + mark + Math.max(column, 1) - 1, end);
}
