// What is not published is not offered, in whatever people read; and the script that says it once it is.

import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freeName, published, publishedManifest, publishedText, unknownOwner } from './published-lines.mjs';

const read = (file: string): string => readFileSync(file, 'utf8');

/** All files that people read before they run anything: pages, templates, examples to copy. */
const shown = [
  'README.md',
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  'action.yml',
  '.pre-commit-hooks.yaml',
  ...['docs', 'deploy', 'editors', '.github/ISSUE_TEMPLATE'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter(
        (name) => /\.(?:md|ya?ml|json)$|Containerfile/.test(name) && !/node_modules|proof\.json/.test(name),
      ),
  ),
];

describe('what is not published', () => {
  it.each([
    ['a package by its bare name', /\bnpx (?:-y )?bulkhead\b/],
    [
      'a package that npm installs by its bare name',
      /\bnpm (?:install|i|exec|x|add)\b[^\n`]*?[\s"'](?:bulkhead(?:@[\w.]+)?)(?=[\s`"']|$)/m,
    ],
    ['a package by its version', /["'\s]bulkhead@\d/],
    ['an image of a registry', /ghcr\.io\/(?:OWNER|[\w-]+\/bulkhead)/],
    ['an account that is nobody', /\/OWNER\/|\bOWNER\/bulkhead/],
  ])('is not offered: %s', (_, pattern) => {
    expect(shown.length).toBeGreaterThan(60);
    expect(shown.filter((file) => pattern.test(read(file)))).toEqual([]);
  });

  it('has its one place for the owner in package.json', () => {
    expect(read('package.json').match(/\bOWNER\b/g)).toEqual([unknownOwner]);
  });
});

describe('the lines of a release', () => {
  const facts = { owner: 'me', name: '@me/bulkhead', version: '1.2.3' };

  it.each(Object.keys(published))('%s: stand in the place of those before, and once', (file) => {
    const text = publishedText(file, read(file), facts);
    expect(text).not.toBe(read(file));
    expect(publishedText(file, text, facts)).toBe(text);
    expect(text).not.toContain(unknownOwner);
    expect(text).not.toContain('Nothing is published yet.');
    const next = publishedText(file, text, { ...facts, version: '1.2.4' });
    expect(next).not.toContain('1.2.3');
  });

  it('name the package, the image and the action of the owner', () => {
    const text = Object.keys(published)
      .map((file) => publishedText(file, read(file), facts))
      .join('');
    for (const offered of [
      'npx @me/bulkhead check',
      'npm install --global @me/bulkhead',
      'ghcr.io/me/bulkhead check',
      'uses: me/bulkhead@v1.2.3',
      'https://github.com/me/bulkhead/security/advisories/new',
      'BULKHEAD_PACKAGE: "@me/bulkhead@1.2.3"',
    ])
      expect(text).toContain(offered);
  });

  it('find every mark of a page', () => {
    for (const file of shown) {
      const marks = [...read(file).matchAll(/published: ([\w-]+)(?: -->)?$/gm)].map(([, name]) => name);
      expect([file, [...new Set(marks)]]).toEqual([file, Object.keys(published[file] ?? {})]);
    }
    expect(() => publishedText('README.md', 'without', facts)).toThrow(
      'README.md: the marks of try are not there',
    );
  });

  it('take the name while it is free or its owner has it, else one below the scope of the owner', () => {
    const { repository } = JSON.parse(read('package.json'));
    const own = repository.url.replace(unknownOwner, 'Me');
    const name = (there: string | null) => freeName('Me', repository.url, () => there);
    expect([null, own, '', 'git+https://github.com/other/bulkhead.git'].map(name)).toEqual([
      'bulkhead',
      'bulkhead',
      '@me/bulkhead',
      '@me/bulkhead',
    ]);
    expect(publishedManifest({ name: 'bulkhead', repository }, facts)).toMatchObject({
      name: '@me/bulkhead',
      repository: { url: own.replace('Me', 'me') },
    });
  });
});
