// Names and messages of files as Markdown, in which none of them may become markup; and tables.

import { visible } from './visible-text.ts';

/** Returns a code span that holds exactly `text`, with a fence longer than any run of back quotes inside. */
export function codeSpan(value: string): string {
  // Two back quotes alone would open a span that the next ones end.
  const text = value === '' ? ' ' : visible(value);
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const padding = runs.length > 0 ? ' ' : '';
  return `${fence}${padding}${text}${padding}${fence}`;
}

/** Returns prose in which nothing is markup. */
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

/** Returns a Markdown table; its cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(withoutBars).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** Returns a table cell without bars, which would end the cell even within a code span, and which cannot be escaped after a backslash. */
function withoutBars(cell: string): string {
  return cell.replace(/(\\*)\|/g, (_, before: string) => (before === '' ? '\\|' : `${before}\\u007c`));
}
