// Pieces of a page that stands by itself. Everything that comes from a file passes through here as text, so no name can become markup.

import { escapedText } from '../../quote/xml-text.ts';
import { fontFace, svgElement } from '../svg/svg-element.ts';
import { svgThemes, themeProperties } from '../svg/svg-theme.ts';

/** A table that screen readers can navigate: `head` names the columns, the first cell of each row names the row. */
export interface HtmlTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Returns an element with escaped text. */
export function htmlText(name: string, words: string): string {
  return `<${name}>${escapedText(words)}</${name}>`;
}

/** Returns a table, or a sentence when it has no rows. */
export function htmlTable({ caption, head, rows }: HtmlTable, none: string): string {
  if (rows.length === 0) return `${htmlText('p', none)}\n`;
  const top = head.map((words) => svgElement('th', { scope: 'col' }, escapedText(words)));
  const lines = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((words) => htmlText('td', words));
    return `<tr>${svgElement('th', { scope: 'row' }, escapedText(first))}${cells.join('')}</tr>\n`;
  });
  const content = `<caption>${escapedText(caption)}</caption>\n<thead><tr>${top.join('')}</tr></thead>\n<tbody>\n${lines.join('')}</tbody>`;
  // What is wider than the window is scrolled by itself, with the keyboard too.
  const region = { class: 'wide', role: 'region', tabindex: '0', 'aria-label': caption };
  return `${svgElement('div', region, `<table>${content}</table>`)}\n`;
}

/** Returns a picture that scrolls on its own when wider than the window. */
export function htmlPicture(svg: string, label: string): string {
  const region = { class: 'wide', role: 'region', tabindex: '0', 'aria-label': label };
  return `${svgElement('figure', region, svg.trimEnd())}\n`;
}

/** Returns a section that is folded at first. */
export function htmlFold(summary: string, content: string): string {
  return `<details>${htmlText('summary', summary)}\n${content}</details>\n`;
}

export interface HtmlSection {
  readonly id: string;
  readonly title: string;
  readonly content: string;
}

/** The page's style: light or dark as the reader prefers; on paper light and without screen controls. */
const style = `
:root{color-scheme:light dark;${themeProperties(svgThemes.light)}}
@media (prefers-color-scheme:dark){:root{${themeProperties(svgThemes.dark)}}}
body{margin:0 auto;max-width:1400px;padding:24px;background:var(--canvas);color:var(--ink);font:14px/1.5 Inter,system-ui,"Segoe UI","DejaVu Sans",sans-serif}
h1{font-size:24px;margin:0 0 4px}
h2{font-size:18px;margin:32px 0 8px}
header p{margin:4px 0}
nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;margin:12px 0 0;padding:0}
a{color:inherit}
.wide{overflow:auto;margin:8px 0 16px;background:var(--card);border:1px solid var(--line);border-radius:8px}
.wide:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--lane-5);outline-offset:2px}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding:8px 12px;color:var(--dim)}
th,td{text-align:left;vertical-align:top;padding:4px 12px;border-top:1px solid var(--line);overflow-wrap:break-word}
thead th{color:var(--dim);font-weight:600}
tbody th{font-weight:600}
figure.wide{background:var(--canvas)}
figure svg{max-width:max(100%,900px);height:auto}
svg{display:block}
summary{cursor:pointer;padding:4px 0}
footer{margin-top:32px;color:var(--dim)}
@media print{
:root{color-scheme:light;${themeProperties(svgThemes.light)}}
body{max-width:none;padding:0;background:none;font-size:10pt}
nav,details:not([open]){display:none}
.wide{overflow:visible;border:0}
svg{max-width:100%;height:auto}
thead{display:table-header-group}
tr{break-inside:avoid}
h2{break-after:avoid}
}
`;

/** Yields the whole page in pieces. It has no script, and its policy forbids any request. */
export function* htmlPage(
  title: string,
  lead: readonly string[],
  sections: readonly HtmlSection[],
  foot: string,
  font: string | null = null,
): Generator<string> {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Bulkhead">
${htmlText('title', title)}
<style>${font === null ? '' : `\n${fontFace(font)}`}${style}</style>
</head>
<body>
<header>
${htmlText('h1', title)}
${lead.map((words) => `${htmlText('p', words)}\n`).join('')}<nav aria-label="Sections"><ul>
${sections.map((section) => `<li>${svgElement('a', { href: `#${section.id}` }, escapedText(section.title))}</li>\n`).join('')}</ul></nav>
</header>
<main>
`;
  for (const { id, title: name, content } of sections) {
    const named = { id, 'data-section': id, 'aria-labelledby': `${id}-title` };
    const heading = svgElement('h2', { id: `${id}-title` }, escapedText(name));
    yield `${svgElement('section', named, `\n${heading}\n${content}`)}\n`;
  }
  yield `</main>\n<footer>\n${foot}</footer>\n</body>\n</html>\n`;
}
