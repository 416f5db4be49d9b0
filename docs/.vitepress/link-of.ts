// Where a link of a page of `docs` leads on the site: the same pages are read on GitHub.

import { posix } from 'node:path';

/** Pages of the repository that have a page of the site. */
const elsewhere: { readonly [path: string]: string } = {
  'CHANGELOG.md': 'changes.md',
  'README.md': 'index.md',
};

/** Pages that show a file of another folder: its links start there. */
const shownFrom: { readonly [page: string]: string } = { 'changes.md': '.' };

/** A link of a page: to a page of the site where there is one, else to the file in the repository. */
export function linkOf(href: string, page: string, repository: string): string {
  if (/^(?:[a-z]+:|#|\/)/i.test(href)) return href;
  const [path = '', hash] = href.split('#');
  const folder = posix.join('docs', posix.dirname(page));
  const target = posix.normalize(posix.join(shownFrom[page] ?? folder, path));
  const here = target.startsWith('docs/') ? target.slice('docs/'.length) : elsewhere[target];
  const anchor = hash === undefined ? '' : `#${hash}`;
  const isFile = /\.\w+$/.test(target);
  if (here !== undefined && (isFile || here.startsWith('try')))
    return `${posix.relative(posix.dirname(page), here)}${path.endsWith('/') ? '/' : ''}${anchor}`;
  return `${repository}/${isFile ? 'blob' : 'tree'}/main/${target}${anchor}`;
}
