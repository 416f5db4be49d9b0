// Tables that a spreadsheet reads: comma-separated values by RFC 4180, and cells between tabs for the clipboard.

import { visible } from './visible-text.ts';

/** A cell that a spreadsheet shows and does not run: a quote stands before what begins like a formula, also behind a semicolon, which some take for the comma. */
export function cellText(text: string): string {
  return visible(text).replace(/(^|;)(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%])/g, "$1'");
}

function field(text: string): string {
  const cell = cellText(text);
  return /[",;]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Rows as lines that end with CRLF. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `${rows.map((cells) => cells.map(field).join(',')).join('\r\n')}\r\n`;
}

/** Rows as lines whose cells have tabs between them. */
export function tabText(rows: readonly (readonly string[])[]): string {
  return `${rows.map((cells) => cells.map(cellText).join('\t')).join('\n')}\n`;
}
