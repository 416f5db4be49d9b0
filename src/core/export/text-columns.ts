// Tables for a terminal: plain text without colour.

import { visibleStart } from './visible-text.ts';

/** Rows as lines, columns padded to their widest cell, two spaces apart, no spaces at line ends. */
export function textColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return lines.map((line) => visibleStart(line.trimEnd())).join('\n');
}
