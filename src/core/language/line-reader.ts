// A text read line by line, at an offset.

import { lineStarts } from '../text/line-and-column.ts';

export interface LineReader {
  /** Returns a line, counted from 1, without its line end. */
  readonly lineAt: (line: number) => string;
  readonly lines: number;
  readonly line: number;
  /** The column, counted from 0. */
  readonly column: number;
}

/** Returns a reader of a text's lines, with the line and column of an offset. */
export function lineReader(text: string, offset: number): LineReader {
  const starts = lineStarts(text);
  const line = Math.max(
    starts.findLastIndex((start) => start <= offset),
    0,
  );
  return {
    lineAt: (number) =>
      text.slice(starts[number - 1] ?? text.length, starts[number] ?? text.length).replace(/[\r\n]+$/, ''),
    lines: starts.length,
    line: line + 1,
    column: offset - (starts[line] ?? 0),
  };
}
