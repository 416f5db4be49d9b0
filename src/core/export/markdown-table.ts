// Tables in Markdown.

/** A table; cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(withoutBars).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** Inside a table a bar ends the cell, also within a code span; behind a backslash of its own it cannot be escaped. */
function withoutBars(cell: string): string {
  return cell.replace(/(\\*)\|/g, (_, before: string) => (before === '' ? '\\|' : `${before}\\u007c`));
}
