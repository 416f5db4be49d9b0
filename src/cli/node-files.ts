// The files of the real machine behind `Io`.

import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareBytes } from '../core/analysis/compare-bytes.ts';
import { readRegularFile } from './input/read-regular-file.ts';
import type { Io } from './io.ts';
import { saveFile, versionOf, whyNotWritable } from './saving/save-file.ts';

type Files = Pick<Io, 'readFile' | 'listFolder' | 'kindOf' | 'makeFolder' | 'saveFile' | 'whyNotWritable'>;

/** Files by their paths, which may be relative to `cwd`. */
export function nodeFiles(cwd: string): Files {
  /** A link that leads nowhere, or in a circle, is no file. */
  const leadsToFile = (folder: string, name: string): boolean => {
    try {
      return statSync(resolve(cwd, folder, name)).isFile();
    } catch {
      return false;
    }
  };

  return {
    readFile: (path) => readRegularFile(resolve(cwd, path)),
    listFolder(path) {
      const entries = readdirSync(resolve(cwd, path), { withFileTypes: true });
      const names = (some: typeof entries) => some.map(({ name }) => name).sort(compareBytes);
      return {
        folders: names(entries.filter((entry) => entry.isDirectory())),
        files: names(
          entries.filter(
            (entry) => entry.isFile() || (entry.isSymbolicLink() && leadsToFile(path, entry.name)),
          ),
        ),
      };
    },
    kindOf(path) {
      const info = statSync(resolve(cwd, path), { throwIfNoEntry: false });
      if (info === undefined) return 'absent';
      return info.isDirectory() ? 'folder' : 'file';
    },
    makeFolder(path) {
      mkdirSync(resolve(cwd, path), { recursive: true });
    },
    saveFile(path, text, before) {
      const bytes = new TextEncoder().encode(text);
      return saveFile(resolve(cwd, path), bytes, before === null ? null : versionOf(before));
    },
    whyNotWritable: (path) => whyNotWritable(resolve(cwd, path)),
  };
}
