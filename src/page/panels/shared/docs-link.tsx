import type { ReactNode } from 'react';
import { homepage, repository, version } from '../../../../package.json';
import { type DocsAddress, docsAddress, isPublished } from '../../../core/export/docs-address.ts';

/**
 * Returns the address of the docs: the site around this page, named by `<meta name="docs">`, else the published site; null where there is
 * none.
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

/** A link to a page of the docs in a new tab; nothing where there are no docs. */
export function DocsLink({ to, title, children }: DocsLinkProps) {
  const docs = docsOfPage();
  if (docs === null) return null;
  return (
    <a className="bh-link bh-nowrap bh-rigid" href={to(docs)} target="_blank" rel="noreferrer" title={title}>
      {children}
    </a>
  );
}
