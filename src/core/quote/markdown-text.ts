// Names and messages of files as Markdown, in which none of them may become markup; and tables.

import { visible } from './visible-text.ts';

/** A code span that holds just `text`: its fence is longer than any run of back quotes inside. */
export function codeSpan(value: string): string {
  // Two back quotes alone would open a span that the next ones end.
  const text = value === '' ? ' ' : visible(value);
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const padding = runs.length > 0 ? ' ' : '';
  return `${fence}${padding}${text}${padding}${fence}`;
}

/** Prose in which nothing is markup. */
export function escapedProse(text: string): string {
  return (
    visible(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replace(/[\\`*_{}[\]#|~@]/g, '\\$&')
      // GitHub makes links of bare addresses.
      .replace(/:\/\/|\bwww\./gi, (address) => `${address.slice(0, -1)}\\${address.slice(-1)}`)
  );
}

/** A table; cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(withoutBars).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** Inside a table a bar ends the cell, also within a code span; behind a backslash of its own it cannot be escaped. */
function withoutBars(cell: string): string {
  return cell.replace(/(\\*)\|/g, (_, before: string) => (before === '' ? '\\|' : `${before}\\u007c`));
}
