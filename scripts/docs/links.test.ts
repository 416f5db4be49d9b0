// Every link of README and the pages of docs: its file exists, and the heading or anchor that it names.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { afterEach, describe, expect, it } from 'vitest';
import { linkOf } from '../../docs/.vitepress/link-of.ts';
import { restsOn, semanticsFiles, semanticsPages } from '../../docs/.vitepress/semantics-pages.ts';
import { brokenLinks } from './site-links.mjs';
import { tryPage } from './try-page.mjs';

const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join('docs', name.replaceAll('\\', '/')))
    .filter((name) => name.endsWith('.md') && !name.includes('[')),
].sort();

/** Returns a page without its code, which contains no links. */
function proseOf(page: string): string {
  return readFileSync(page, 'utf8')
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()<>]/g, ''));
}

const placesOfPage = new Map<string, ReadonlySet<string>>();

/** Returns the link targets of a page: its headings, as GitHub names them, and its anchors. */
function placesOf(page: string): ReadonlySet<string> {
  const known = placesOfPage.get(page);
  if (known !== undefined) return known;
  const prose = proseOf(page);
  const slugger = new GithubSlugger();
  const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    slugger.slug(text.replaceAll(/<[^>]*>/g, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')),
  );
  const anchors = [...prose.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  const places = new Set([...headings, ...anchors]);
  placesOfPage.set(page, places);
  return places;
}

function linksOf(page: string): readonly string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(
    ([, text, attribute]) => text ?? attribute ?? '',
  );
}

/** Returns the fault of a link, or null. A page of the site below `try` is the designer. */
function faultOf(page: string, link: string): string | null {
  if (/^[a-z]+:/i.test(link)) return null;
  const [path = '', hash] = link.split('#');
  const target = path === '' ? page : posix.join(dirname(page), path);
  if (target.startsWith('docs/try')) return null;
  if (!existsSync(target)) return `no ${target}`;
  if (hash === undefined || statSync(target).isDirectory() || !target.endsWith('.md')) return null;
  return placesOf(target).has(hash) ? null : `no #${hash} in ${target}`;
}

it.each(pages)('the links of %s lead somewhere', (page) => {
  const faults = linksOf(page).flatMap((link) => faultOf(page, link) ?? []);
  expect(faults).toEqual([]);
});

it.each(pages.filter((page) => page.startsWith('docs/')))(
  'the pictures of %s are files to the builder of the site, which takes a bare name for a package',
  (page) => {
    const named = [...proseOf(page).matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !/^(?:\.\.?\/|[a-z]+:)/i.test(name))).toEqual([]);
  },
);

describe('a link of a page on the site', () => {
  const repository = 'https://example.org/bulkhead';
  it.each([
    ['semantics.md#o10', 'plan.md', 'semantics.md#o10'],
    ['../semantics.md', 'how-to/home-server.md', '../semantics.md'],
    ['../deploy/gitlab-ci.yml', 'ci.md', `${repository}/blob/main/deploy/gitlab-ci.yml`],
    ['../src/core', 'architecture.md', `${repository}/tree/main/src/core`],
    ['../CHANGELOG.md#unreleased', 'contributing.md', 'changes.md#unreleased'],
    ['docs/ci.md', 'changes.md', 'ci.md'],
    ['#host', 'plan.md', '#host'],
    ['https://example.org', 'plan.md', 'https://example.org'],
    ['./try/#sample=shop', 'index.md', 'try/#sample=shop'],
  ])('%s of %s', (href, page, link) => expect(linkOf(href, page, repository)).toBe(link));
});

it('the page on the site is told where the docs are, by a name that it reads', () => {
  const html = tryPage(readFileSync('index.html', 'utf8'));
  expect(html.match(/<meta name="docs" content="\.\.\/" \/>/g)).toHaveLength(1);
  expect(html.indexOf('<meta name="docs"')).toBeLessThan(html.indexOf('</head>'));
  expect(readFileSync('src/page/panels/shared/docs-link.tsx', 'utf8')).toContain('meta[name="docs"]');
  expect(() => tryPage('<html></html>')).toThrow('no <head>');
});

describe('the links of a built site', () => {
  let site = '';
  afterEach(() => rmSync(site, { recursive: true, force: true }));

  it('are followed to their files and places', () => {
    site = mkdtempSync(join(tmpdir(), 'bulkhead-site-'));
    mkdirSync(join(site, 'rules'));
    writeFileSync(
      join(site, 'index.html'),
      '<a href="/base/rules/a.html#here">a</a> <a href="/elsewhere">b</a>',
    );
    writeFileSync(
      join(site, 'rules', 'a.html'),
      '<h2 id="here"></h2><a href="../index.html"></a><a href="../gone.html"></a><a href="#lost"></a><a href="https://a.test/"></a>',
    );
    expect(brokenLinks(site, '/base/')).toEqual({
      pages: 2,
      links: 5,
      broken: [
        { page: 'index.html', href: '/elsewhere' },
        { page: 'rules/a.html', href: '../gone.html' },
        { page: 'rules/a.html', href: '#lost' },
      ],
    });
  });
});

describe('the page of an id', () => {
  const all = semanticsPages();
  const pageOf = (id: string): string => all.find((page) => page.id === id)?.text ?? '';

  it('is there for every row, says how that is known, and leads on', () => {
    const files = semanticsFiles().map((file) => readFileSync(`docs/semantics/${file}`, 'utf8'));
    const ids = [...files.join('\n').matchAll(/^\| <a id="([^"]+)"><\/a>/gm)];
    expect(all.map(({ anchor }) => anchor)).toEqual(ids.map(([, id]) => id));
    const page = pageOf('O10');
    expect(page).toMatch(/^# O10: ways in\n\nOnly internal networks: nothing is published/);
    expect(page).toContain('**Known by:** m26');
    expect(page).toContain('_m26_');
    expect(page).toContain('](../rules/cn104-dead-port-internal-only.md)');
  });

  it('is led to from others and from rules, and by no word of code', () => {
    const links = all.flatMap(({ id, text }) =>
      [...text.matchAll(/\]\(\.\/([^)]*)\.md\)/g)].map(([, to]) => ({ id, to })),
    );
    expect(links.length).toBeGreaterThan(20);
    const anchors = new Set(all.map(({ anchor }) => anchor));
    expect(links.filter(({ to }) => !anchors.has(to ?? ''))).toEqual([]);
    expect(restsOn('Rests on: C2; OWASP Docker Security 5, `O10`', all)).toBe(
      'Rests on: [C2](../semantics/c2.md); OWASP Docker Security 5, `O10`',
    );
    expect(restsOn('Severity: C2', all)).toBe('Severity: C2');
  });
});
