// The docs site: the pages of `docs` as static files that any host serves (`npm run docs`). Search is an index in the site itself, so that it
// works without a network.

import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import { repository as source } from '../../package.json';
import { repositoryAddress } from '../../src/core/export/docs-address.ts';
import { linkOf } from './link-of.ts';
import { restsOn, semanticsPages } from './semantics-pages.ts';
import { sidebar } from './sidebar.ts';

const repository = repositoryAddress({ repository: source });
const pages = semanticsPages();

/** Words of Markdown, for the search. */
const plain = (markdown: string): string =>
  markdown.replaceAll(/\]\([^)]*\)/g, ' ').replaceAll(/[`*_#[\]]/g, ' ');

/** The page of an id by the path that VitePress gives it; undefined for a file of docs. */
function pageOf(file: string) {
  const anchor = /\/semantics\/([^/]+)\.md$/.exec(file.replaceAll('\\', '/'))?.[1];
  return pages.find((page) => page.anchor === anchor);
}

/** The page of an id as one section for the search, since no file holds its text. */
function* sectionsOf(file: string) {
  const page = pageOf(file);
  if (page !== undefined)
    yield { anchor: '', titles: ['What Docker does', page.title], text: plain(page.text) };
}

export default defineConfig({
  title: 'Bulkhead',
  description:
    'See, edit and prove the networks of a Docker Compose stack, without losing a byte of the file',
  lang: 'en',
  outDir: '../dist/docs',
  cacheDir: '../node_modules/.cache/vitepress',
  // The page itself is copied there after the build.
  ignoreDeadLinks: [/^(?:\.\/|\/)?try\//],
  lastUpdated: false,
  vite: { logLevel: 'warn' },
  head: [['meta', { name: 'color-scheme', content: 'light dark' }]],
  themeConfig: {
    logo: '/try/bulkhead.svg',
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          // Undefined: as VitePress does it.
          _splitIntoSections: (file: string) => (pageOf(file) === undefined ? undefined : sectionsOf(file)),
        },
      },
    },
    outline: [2, 3],
    nav: [
      { text: 'Try it', link: '/try/', target: '_self' },
      { text: 'How to', link: '/how-to/home-server' },
      { text: 'Rules', link: '/rules' },
      { text: 'What Docker does', link: '/semantics' },
      { text: 'Changes', link: '/changes' },
    ],
    sidebar,
    docFooter: { prev: false, next: false },
  },
  markdown: {
    // Places are named as on GitHub, where the same pages are read.
    anchor: { slugify: (heading) => slug(heading) },
    config(md) {
      md.core.ruler.before('inline', 'rests-on', ({ tokens, env }) => {
        if (!/^rules\//.test(env.relativePath ?? '')) return;
        for (const token of tokens)
          if (token.type === 'inline') token.content = restsOn(token.content, pages);
      });
      md.core.ruler.push('links-out-of-docs', ({ tokens, env }) => {
        const page: string = env.relativePath ?? '';
        for (const { children } of tokens)
          for (const token of children ?? []) {
            const href = token.type === 'link_open' ? token.attrGet('href') : null;
            if (href === null) continue;
            const link = linkOf(href, page, repository);
            token.attrSet('href', link);
            // The designer is a page of its own, which the site's own navigation must not swallow.
            if (/^(?:\.\.\/)*(?:\.\/)?try\//.test(link)) token.attrSet('target', '_self');
          }
      });
    },
  },
});
