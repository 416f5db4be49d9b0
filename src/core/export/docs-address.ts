// Where people read on: the docs site once the owner has published one, else the same pages in the repository. Both are said in package.json alone.

import type { Rule } from '../findings/finding.ts';
import { rulePageName } from './rule-page-name.ts';

/** The address of the docs' pages, without a final slash, and their file ending. */
export interface DocsAddress {
  readonly folder: string;
  /**
   * `.html` on a docs site, which has a page for each rule of Docker's behaviour; `.md` in a repository, where one page leads to all of
   * them.
   */
  readonly ending: '.html' | '.md';
}

/** The parts of package.json that describe the project. */
export interface Manifest {
  readonly version: string;
  /** The address of the docs; '' means the repository. */
  readonly homepage: string;
  readonly repository: { readonly url: string };
}

/** Returns the repository's address for a browser. */
export function repositoryAddress({ repository }: Pick<Manifest, 'repository'>): string {
  return repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** Returns the docs site when `homepage` is one, and otherwise this version's docs in the repository. */
export function docsAddress(manifest: Manifest): DocsAddress {
  const repository = repositoryAddress(manifest);
  const home = manifest.homepage.replace(/#.*$/, '').replace(/\/+$/, '');
  return home === repository || home === ''
    ? { folder: `${repository}/blob/v${manifest.version}/docs`, ending: '.md' }
    : { folder: home, ending: '.html' };
}

/** Returns the path that the docs site is built for: that of its address, or the root while unpublished. */
export function sitePath(manifest: Manifest): string {
  const { folder, ending } = docsAddress(manifest);
  const path = ending === '.html' ? /^[a-z]+:\/\/[^/]+(\/.+)$/i.exec(folder)?.[1] : undefined;
  return `${path ?? ''}/`;
}

/** Returns the docs for people: while unpublished, the files of the checkout. */
export function docsAddressForReaders(manifest: Manifest): DocsAddress {
  return isPublished(manifest) ? docsAddress(manifest) : { folder: 'docs', ending: '.md' };
}

/** True when package.json names the project's owner, without whom no address works. */
export function isPublished(manifest: Manifest): boolean {
  return !/\bOWNER\b/.test(docsAddress(manifest).folder);
}

/** Returns the project's page; null while it is unpublished. */
export function projectAddress(manifest: Manifest): string | null {
  if (!isPublished(manifest)) return null;
  return manifest.homepage === '' ? repositoryAddress(manifest) : manifest.homepage;
}

/** Returns the address of a docs page by its name without an ending, such as `rules`. */
export function pageAddress({ folder, ending }: DocsAddress, page: string): string {
  return `${folder}/${page}${ending}`;
}

/** Returns the page of a rule; Bulkhead's own rules are on the page of all rules. */
export function ruleAddress(docs: DocsAddress, { id, slug }: Pick<Rule, 'id' | 'slug'>): string {
  const page = id.startsWith('CN9') ? 'rules' : `rules/${rulePageName({ id, slug }).replace(/\.md$/, '')}`;
  return pageAddress(docs, page);
}

/** Returns the page of a rule of Docker's behaviour by its id, such as `O10`. */
export function semanticsAddress(docs: DocsAddress, id: string): string {
  const anchor = id.toLowerCase();
  return docs.ending === '.html'
    ? pageAddress(docs, `semantics/${anchor}`)
    : `${pageAddress(docs, 'semantics')}#${anchor}`;
}
