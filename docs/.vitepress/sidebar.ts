// What stands beside each page: all pages of `docs` by subject, and the rules by their table. A page that is missing here ends the build.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { semanticsFiles, semanticsPages } from './semantics-pages.ts';

const docs = fileURLToPath(new URL('..', import.meta.url));

interface Page {
  readonly text: string;
  readonly link: string;
}

/** A group of pages, as VitePress takes it. */
interface Group {
  readonly text: string;
  readonly collapsed?: boolean;
  readonly items: readonly Page[];
}

const groups: readonly (readonly [title: string, pages: readonly string[]])[] = [
  ['Start', ['index', 'install', 'page', 'command-line', 'gallery', 'changes']],
  ['How to', ['how-to/home-server', 'how-to/pull-requests', 'sandbox', 'kubernetes', 'swarm', 'agents']],
  [
    'Command line and editors',
    ['ci', 'editors', 'library', 'plan', 'machine', 'observe', 'ways-in', 'as-built', 'survey'],
  ],
  ['Page and servers', ['open', 'serve', 'host', 'live-host', 'intents']],
  ['Reference', ['contracts', 'rules', 'semantics', 'not-modelled', 'proof', 'glossary']],
  ['Its makers', ['architecture', 'contributing', 'testing']],
];

/** A page's text; of one that only shows another file, that file's. */
function textOf(page: string): string {
  const text = readFileSync(`${docs}/${page}.md`, 'utf8');
  const shown = /^<!--@include: (.+)-->$/m.exec(text)?.[1];
  return shown === undefined ? text : readFileSync(`${docs}/${shown}`, 'utf8');
}

function titleOf(page: string): string {
  const title = /^# (.+)$/m.exec(textOf(page))?.[1];
  if (title === undefined) throw new Error(`docs/${page}.md has no heading`);
  return title.replaceAll('`', '');
}

function pagesBelow(folder: string): readonly string[] {
  return readdirSync(`${docs}/${folder}`)
    .filter((name) => name.endsWith('.md') && !name.startsWith('['))
    .map((name) => `${folder}/${name.slice(0, -3)}`)
    .sort();
}

function toPages(names: readonly string[]): readonly Page[] {
  return names.map((name) => ({ text: titleOf(name), link: name === 'index' ? '/' : `/${name}` }));
}

function missing(): readonly string[] {
  const listed = new Set(groups.flatMap(([, pages]) => pages));
  const top = readdirSync(docs)
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -3));
  return [...top, ...pagesBelow('how-to')].filter((name) => !listed.has(name));
}

function allGroups(): Group[] {
  const forgotten = missing();
  if (forgotten.length > 0)
    throw new Error(`docs/.vitepress/sidebar.ts does not list ${forgotten.join(', ')}`);
  return [
    ...groups.map(([text, pages]) => ({ text, items: toPages(pages) })),
    { text: 'Contracts, by subject', collapsed: true, items: toPages(pagesBelow('contracts')) },
    {
      text: 'What Docker does, by subject',
      collapsed: true,
      items: toPages(semanticsFiles().map((file) => `semantics/${file.slice(0, -3)}`)),
    },
    { text: 'Gallery', collapsed: true, items: toPages(pagesBelow('gallery')) },
    { text: 'Decisions', collapsed: true, items: toPages(pagesBelow('decisions')) },
    { text: 'Rules, one by one', collapsed: true, items: toPages(pagesBelow('rules')) },
    {
      text: 'What Docker does, one by one',
      collapsed: true,
      items: semanticsPages().map(({ anchor, title }) => ({ text: title, link: `/semantics/${anchor}` })),
    },
  ];
}

export const sidebar: Group[] = allGroups();
