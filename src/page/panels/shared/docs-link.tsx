import type { ReactNode } from 'react';
import { homepage, repository, version } from '../../../../package.json';
import { type DocsAddress, docsAddress, isPublished } from '../../../core/export/docs-address.ts';

/**
 * Where the docs are for who has this page open: the site that it is a part of, which says so in its `<meta name="docs">`, else what is published.
 * Null where nothing is, so that no link leads nowhere.
 */
export function docsOfPage(): DocsAddress | null {
  const told = document.querySelector<HTMLMetaElement>('meta[name="docs"]')?.content;
  if (told !== undefined)
    return { folder: new URL(told, document.baseURI).href.replace(/\/$/, ''), ending: '.html' };
  const manifest = { homepage, repository, version };
  return isPublished(manifest) ? docsAddress(manifest) : null;
}

interface DocsLinkProps {
  readonly to: (docs: DocsAddress) => string;
  readonly title: string;
  readonly children: ReactNode;
}

/** Leads to a page of the docs, beside this one; nothing where there are none. */
export function DocsLink({ to, title, children }: DocsLinkProps) {
  const docs = docsOfPage();
  if (docs === null) return null;
  return (
    <a className="bh-link bh-nowrap bh-rigid" href={to(docs)} target="_blank" rel="noreferrer" title={title}>
      {children}
    </a>
  );
}
