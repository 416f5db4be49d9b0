// Files of a project as literal texts, for the examples of rules and for tests.

import type { ProjectFiles } from './project-files.ts';

/** Files by path, such as `site.conf`; null for an unreadable file, `-> PATH` for a link. */
export type Files = Readonly<Record<string, string | null>>;

const linkSign = '-> ';

/** Returns the files of a project from their texts. */
export function filesOf(files: Files): ProjectFiles {
  const paths = Object.keys(files);
  const below = (path: string) =>
    paths.filter((one) => one.startsWith(`${path}/`)).map((one) => one.slice(path.length + 1));
  return {
    kindOf: (path) => (Object.hasOwn(files, path) ? 'file' : below(path).length > 0 ? 'folder' : 'absent'),
    linkAt: (path) => {
      const text = files[path];
      return text?.startsWith(linkSign) ? text.slice(linkSign.length) : null;
    },
    read: (path) => files[path] ?? { why: `${path} cannot be read.` },
    list: (path) => {
      const inside = below(path).map((one) => one.split('/'));
      const first = (some: readonly (readonly string[])[]) =>
        [...new Set(some.map(([name = '']) => name))].sort();
      return {
        folders: first(inside.filter(({ length }) => length > 1)),
        files: first(inside.filter(({ length }) => length === 1)),
        others: [],
      };
    },
  };
}
