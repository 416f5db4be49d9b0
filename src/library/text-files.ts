// Files that are texts at hand, in the place of a disk.

import { join, relative, resolve, sep } from 'node:path';
import type { Io } from '../cli/io.ts';
import { compareBytes } from '../core/analysis/compare-bytes.ts';

type Files = Pick<Io, 'readFile' | 'listFolder' | 'kindOf' | 'makeFolder' | 'saveFile' | 'whyNotWritable'>;

/** The texts as files, by paths that may be relative to `cwd`. They cannot be written. */
export function textFiles(cwd: string, texts: Readonly<Record<string, string>>): Files {
  const stored = new Map(Object.entries(texts).map(([path, text]) => [resolve(cwd, path), text]));
  const inside = (folder: string) =>
    [...stored.keys()]
      .filter((path) => path.startsWith(join(folder, sep)))
      .map((path) => relative(folder, path).split(sep));
  const why = 'is a text at hand, and no file.';
  return {
    readFile(path) {
      const text = stored.get(resolve(cwd, path));
      if (text !== undefined) return new TextEncoder().encode(text);
      throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
    },
    kindOf(path) {
      const wanted = resolve(cwd, path);
      if (stored.has(wanted)) return 'file';
      return wanted === cwd || inside(wanted).length > 0 ? 'folder' : 'absent';
    },
    listFolder(path) {
      const below = inside(resolve(cwd, path));
      const names = (some: typeof below) => [...new Set(some.map(([name = '']) => name))].sort(compareBytes);
      return {
        folders: names(below.filter(({ length }) => length > 1)),
        files: names(below.filter(({ length }) => length === 1)),
      };
    },
    makeFolder() {
      throw Object.assign(new Error('texts at hand have no folders'), { code: 'EROFS' });
    },
    saveFile: () => ({ kind: 'refused', why }),
    whyNotWritable: () => why,
  };
}
