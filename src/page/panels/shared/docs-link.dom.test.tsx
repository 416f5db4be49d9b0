import { afterEach, describe, expect, it } from 'vitest';
import { ruleAddress } from '../../../core/export/docs-address.ts';
import { DocsLink, docsOfPage } from './docs-link.tsx';

afterEach(() => document.querySelector('meta[name="docs"]')?.remove());

const asked = { title: 'CN101', children: 'Read on' };

describe('a link to the docs', () => {
  it('is not there while nothing is published and the page is part of no site', () => {
    expect(docsOfPage()).toBeNull();
    expect(DocsLink({ to: ({ folder }) => folder, ...asked })).toBeNull();
  });

  it('leads to the site that the page is a part of', () => {
    const meta = document.createElement('meta');
    meta.name = 'docs';
    meta.content = '../';
    document.head.append(meta);
    const rule = { id: 'CN101', slug: 'port-on-all-interfaces' };
    const link = DocsLink({ to: (docs) => ruleAddress(docs, rule), ...asked });
    const expected = new URL('../rules/cn101-port-on-all-interfaces.html', document.baseURI).href;
    expect(link?.props).toMatchObject({ href: expected, rel: 'noreferrer', title: 'CN101' });
  });
});
