// Where people read on: the docs site once the owner has published one, else the same pages in the repository. Both are said in package.json alone.

import type { Rule } from '../findings/finding.ts';
import { rulePageName } from './rule-page-name.ts';

/** Where the pages of the docs are, without a slash at the end, and what their names end in. */
export interface DocsAddress {
  readonly folder: string;
  /** `.html` on a docs site, which has a page for each rule of Docker's behaviour; `.md` in a repository, where those are one page. */
  readonly ending: '.html' | '.md';
}

/** What package.json says of the project. */
export interface Manifest {
  readonly version: string;
  /** '' for the repository. */
  readonly homepage: string;
  readonly repository: { readonly url: string };
}

/** The address of the repository, as a person opens it. */
export function repositoryAddress({ repository }: Pick<Manifest, 'repository'>): string {
  return repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** The `homepage` is the docs site, unless it is the repository: then the docs are those of this version there. */
export function docsAddress(manifest: Manifest): DocsAddress {
  const repository = repositoryAddress(manifest);
  const home = manifest.homepage.replace(/#.*$/, '').replace(/\/+$/, '');
  return home === repository || home === ''
    ? { folder: `${repository}/blob/v${manifest.version}/docs`, ending: '.md' }
    : { folder: home, ending: '.html' };
}

/** The path that the docs site is made for: that of its address, or the root of a host where none is published. */
export function sitePath(manifest: Manifest): string {
  const { folder, ending } = docsAddress(manifest);
  const path = ending === '.html' ? /^[a-z]+:\/\/[^/]+(\/.+)$/i.exec(folder)?.[1] : undefined;
  return `${path ?? ''}/`;
}

/** For people: without an owner nothing is published, so the files of the checkout are named, which the reader has. */
export function readableDocs(manifest: Manifest): DocsAddress {
  return isPublished(manifest) ? docsAddress(manifest) : { folder: 'docs', ending: '.md' };
}

/** Whether package.json says who owns the project; without that no address of it leads anywhere. */
export function isPublished(manifest: Manifest): boolean {
  return !/\bOWNER\b/.test(docsAddress(manifest).folder);
}

/** The page of the project; null while it is not published, so that nobody is sent where nothing is. */
export function projectAddress(manifest: Manifest): string | null {
  if (!isPublished(manifest)) return null;
  return manifest.homepage === '' ? repositoryAddress(manifest) : manifest.homepage;
}

/** A page of docs by its name without an ending, such as `rules`. */
export function pageAddress({ folder, ending }: DocsAddress, page: string): string {
  return `${folder}/${page}${ending}`;
}

/** The page of a rule; Bulkhead's own rules are on the page of all rules. */
export function ruleAddress(docs: DocsAddress, { id, slug }: Pick<Rule, 'id' | 'slug'>): string {
  const page = id.startsWith('CN9') ? 'rules' : `rules/${rulePageName({ id, slug }).replace(/\.md$/, '')}`;
  return pageAddress(docs, page);
}

/** What is known of a rule of Docker's behaviour, by its id, such as `O10`. */
export function semanticsAddress(docs: DocsAddress, id: string): string {
  const anchor = id.toLowerCase();
  return docs.ending === '.html'
    ? pageAddress(docs, `semantics/${anchor}`)
    : `${pageAddress(docs, 'semantics')}#${anchor}`;
}
