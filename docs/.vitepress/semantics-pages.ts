// A page of the site for each rule of Docker's behaviour, made from its row in docs/semantics, so that a cited id can be opened and found by itself.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const docs = fileURLToPath(new URL('..', import.meta.url));

/** A row of a table of docs/semantics. */
interface Row {
  readonly id: string;
  /** The id in lower case: the place of the row in its file, and the name of its page. */
  readonly anchor: string;
  /** The file of docs/semantics that holds the row. */
  readonly file: string;
  readonly section: string;
  /** The cells after the id by the heading of their column. */
  readonly cells: readonly (readonly [heading: string, text: string])[];
}

/** A page of an id, by its name below `semantics/`. */
export interface SemanticsPage {
  readonly id: string;
  readonly anchor: string;
  readonly title: string;
  readonly text: string;
}

/** The cells of a line of a table; a bar behind a backslash or within code belongs to its cell. */
function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** The rows of a file whose first cell is an anchor with an id, in the order of the file. */
function rowsOf(file: string): readonly Row[] {
  const text = readFileSync(`${docs}/semantics/${file}`, 'utf8');
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
        file,
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

/** Ids of this page become links to theirs; those of code and of links stay. */
function linked(text: string, own: string, anchors: ReadonlyMap<string, string>): string {
  return text.replaceAll(/`[^`]*`|\[[^\]]*\]\([^)]*\)|\b(?:SW|PD|[A-Z])\d{1,2}[a-z]?\b/g, (found) => {
    const anchor = found === own ? undefined : anchors.get(found);
    return anchor === undefined ? found : `[${found}](./${anchor}.md)`;
  });
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The paragraph that explains the words of the column _known by_. */
function howKnown(text: string): string {
  const lines = /^\*\*How it is known\.\*\* ([\s\S]*?)\n\n/m.exec(text)?.[1];
  if (lines === undefined) throw new Error('docs/semantics.md does not say how its rules are known');
  return lines;
}

/** The files of docs/semantics that hold rows, in the order in which docs/semantics.md links to them. */
export function semanticsFiles(): readonly string[] {
  const index = readFileSync(`${docs}/semantics.md`, 'utf8');
  const linkedFiles = [...index.matchAll(/\]\(semantics\/([\w-]+\.md)/g)].map(([, file = '']) => file);
  const files = readdirSync(`${docs}/semantics`).filter((name) => /^[\w-]+\.md$/.test(name));
  const lost = files.filter((file) => !linkedFiles.includes(file));
  if (lost.length > 0) throw new Error(`docs/semantics.md does not link to ${lost.join(', ')}`);
  return [...new Set(linkedFiles)];
}

/** All pages, in the order of docs/semantics.md. */
export function semanticsPages(): readonly SemanticsPage[] {
  const index = readFileSync(`${docs}/semantics.md`, 'utf8');
  const table = readFileSync(`${docs}/rules.md`, 'utf8');
  const rows = semanticsFiles().flatMap(rowsOf);
  const anchors = new Map(rows.map(({ id, anchor }) => [id, anchor]));
  const inPlace = (cell: string, own: string): string => linked(cell, own, anchors).replaceAll('\\|', '|');
  return rows.map(({ id, anchor, file, section, cells }) => {
    const [[, first] = ['', ''], ...others] = cells;
    const rules = rulesOn(id, table);
    const title = `${id}: ${section.replace(/^[A-Z, ]+: /, '')}`;
    const parts = [
      `# ${title}`,
      sentence(inPlace(first, id)),
      ...others.map(([heading, cell]) => `**${sentence(heading)}:** ${inPlace(cell, id)}`),
      ...(rules.length > 0 ? ['## Rules that rest on it', rules.join('\n')] : []),
      ...(others.some(([heading]) => heading === 'known by')
        ? ['## How it is known', inPlace(howKnown(index), id)]
        : []),
      `[All of _${section}_](./${file}#${anchor})`,
    ];
    return { id, anchor, title, text: parts.join('\n\n') };
  });
}

/** A line of a rule's page that says what the rule rests on, with each id as a link to its page. */
export function restsOn(line: string, pages: readonly SemanticsPage[]): string {
  const anchors = new Map(pages.map(({ id, anchor }) => [id, `../semantics/${anchor}`]));
  return line.startsWith('Rests on: ') ? linked(line, '', anchors).replaceAll('](./../', '](../') : line;
}
