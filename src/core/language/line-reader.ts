// A text read line by line, at an offset.

import { lineStarts } from '../text/line-and-column.ts';

export interface LineReader {
  /** Lines from 1, without their line ends. */
  readonly lineAt: (line: number) => string;
  readonly lines: number;
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

/** The lines of a text, and the line and column of an offset in it. */
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
