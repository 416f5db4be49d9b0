// Tables that a spreadsheet reads: comma-separated values by RFC 4180, and cells between tabs for the clipboard.

import { visible } from './visible-text.ts';

/**
 * Returns a CSV cell that a spreadsheet shows and does not run: a quote precedes anything that begins like a formula, also after a
 * semicolon, which some programs take for the separator.
 */
export function cellText(text: string): string {
  return visible(text).replace(/(^|;)(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%])/g, "$1'");
}

function field(text: string): string {
  const cell = cellText(text);
  return /[",;]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Returns rows as CSV lines that end with CRLF. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `${rows.map((cells) => cells.map(field).join(',')).join('\r\n')}\r\n`;
}

/** Returns rows as lines of tab-separated cells. */
export function tabText(rows: readonly (readonly string[])[]): string {
  return `${rows.map((cells) => cells.map(cellText).join('\t')).join('\n')}\n`;
}
