// A page for each id of docs/semantics.md, made of its row: what `explain` and the findings cite can be opened by itself.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const docs = fileURLToPath(new URL('..', import.meta.url));

/** A row of a table of docs/semantics.md. */
interface Row {
  readonly id: string;
  /** Its place in docs/semantics.md, and the name of its page. */
  readonly anchor: string;
  readonly section: string;
  /** The cells after the id by the heading of their column. */
  readonly cells: readonly (readonly [heading: string, text: string])[];
}

/** The cells of a line of a table; a bar behind a backslash or within code belongs to its cell. */
function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** Each row whose first cell is an anchor with an id, in the order of the page. */
export function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let section = '';
  let headings: readonly string[] = [];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const title = /^## (.+)$/.exec(line)?.[1];
    if (title !== undefined) section = title.replace(/<a[^>]*><\/a>/, '');
    if (!line.startsWith('|')) continue;
    const cells = cellsOf(line);
    if (lines[index + 1]?.startsWith('| -')) headings = cells;
    const [, anchor, id] = /^<a id="([^"]+)"><\/a>(.+)$/.exec(cells[0] ?? '') ?? [];
    if (anchor !== undefined && id !== undefined)
      rows.push({
        id,
        anchor,
        section,
        cells: cells.slice(1).map((cell, at) => [headings[at + 1] ?? '', cell]),
      });
  }
  return rows;
}

/** The rules of docs/rules.md that rest on an id, as items of a list. */
function rulesOn(id: string, table: string): readonly string[] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('| [CN') && new RegExp(`\\b${id}\\b`).test(cellsOf(line)[4] ?? ''))
    .map((line) => {
      const [link = '', , , finds = ''] = cellsOf(line);
      return `- ${link.replace('](rules/', '](../rules/')}: ${finds}`;
    });
}

function pageOf({ id, anchor, section, cells }: Row, rules: readonly string[]): string {
  const inPlace = (text: string): string =>
    text
      .replaceAll('](#', '](semantics.md#')
      .replaceAll(/\]\((?=[\w-]+\.md)/g, '](../')
      .replaceAll('\\|', '|');
  const [[, first] = ['', ''], ...others] = cells;
  return [
    `# ${id}`,
    `_${section}_`,
    inPlace(first),
    ...others.map(([heading, text]) => `${heading}: ${inPlace(text)}`),
    ...(rules.length > 0 ? ['## Rules that rest on it', rules.join('\n')] : []),
    `[All of ${section}](../semantics.md#${anchor})`,
  ].join('\n\n');
}

export default {
  watch: ['../semantics.md', '../rules.md'],
  paths() {
    const table = readFileSync(`${docs}/rules.md`, 'utf8');
    return rowsOf(readFileSync(`${docs}/semantics.md`, 'utf8')).map((row) => ({
      params: { id: row.anchor },
      content: pageOf(row, rulesOn(row.id, table)),
    }));
  },
};
