import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repository as own, version } from '../../../package.json';
import { rules } from '../rules/registry.ts';
import {
  docsAddress,
  docsAddressForReaders,
  isPublished,
  repositoryAddress,
  ruleAddress,
  semanticsAddress,
  sitePath,
} from './docs-address.ts';

const repository = { url: 'git+https://forge.example/me/bulkhead.git' };
const inRepository = {
  version: '1.2.3',
  homepage: 'https://forge.example/me/bulkhead#readme',
  repository,
};
const onSite = { ...inRepository, homepage: 'https://me.example/bulkhead/' };
const rule = { id: 'CN101', slug: 'port-on-all-interfaces' };

describe('where people read on', () => {
  it('is the repository at this version while the homepage is the repository', () => {
    const docs = docsAddress(inRepository);
    expect(ruleAddress(docs, rule)).toBe(
      'https://forge.example/me/bulkhead/blob/v1.2.3/docs/rules/cn101-port-on-all-interfaces.md',
    );
    expect(semanticsAddress(docs, 'O10')).toBe(
      'https://forge.example/me/bulkhead/blob/v1.2.3/docs/semantics.md#o10',
    );
    expect(ruleAddress(docs, { id: 'CN902', slug: 'x' })).toMatch(/\/docs\/rules\.md$/);
  });

  it('is the site once the homepage names one', () => {
    const docs = docsAddress(onSite);
    expect(ruleAddress(docs, rule)).toBe(
      'https://me.example/bulkhead/rules/cn101-port-on-all-interfaces.html',
    );
    expect(semanticsAddress(docs, 'O3b')).toBe('https://me.example/bulkhead/semantics/o3b.html');
    expect(ruleAddress(docs, { id: 'CN902', slug: 'x' })).toBe('https://me.example/bulkhead/rules.html');
    const atRoot = { ...onSite, homepage: 'https://bulkhead.example' };
    expect([onSite, atRoot, inRepository].map(sitePath)).toEqual(['/bulkhead/', '/', '/']);
  });

  it('are the files of the checkout for people while nobody owns the project', () => {
    const unowned = {
      version: '1.2.3',
      homepage: 'https://forge.example/OWNER/bulkhead#readme',
      repository: { url: 'git+https://forge.example/OWNER/bulkhead.git' },
    };
    expect([unowned, inRepository, onSite].map(isPublished)).toEqual([false, true, true]);
    expect(semanticsAddress(docsAddressForReaders(unowned), 'O10')).toBe('docs/semantics.md#o10');
    expect(docsAddressForReaders(onSite)).toEqual(docsAddress(onSite));
  });

  it('is a page that there is, in the repository, for every rule', () => {
    const manifest = { version, homepage: repositoryAddress({ repository: own }), repository: own };
    const { folder } = docsAddress(manifest);
    const missing = rules
      .map((one) => ruleAddress(docsAddress(manifest), one).replace(folder, 'docs'))
      .filter((page) => !existsSync(page));
    expect(missing).toEqual([]);
    expect(readFileSync('docs/semantics.md', 'utf8')).toContain('<a id="o10"></a>');
  });
});
