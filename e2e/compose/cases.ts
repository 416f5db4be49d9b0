// Which projects are compared: our own small ones, and every compose file below CORPUS_DIR by itself.

import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** One project: some files of a folder, or what Compose finds there by itself where `files` is empty. */
export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly own: boolean;
}

const ownFolder = join(import.meta.dirname, 'files');

/** All cases, own ones first, by name. */
export function allCases(corpus: string | undefined): readonly Case[] {
  const own = readdirSync(ownFolder, { withFileTypes: true }).map((entry): Case => {
    if (!entry.isDirectory()) {
      return { name: basename(entry.name, '.yaml'), folder: ownFolder, files: [entry.name], own: true };
    }
    return { name: entry.name, folder: join(ownFolder, entry.name), files: [], own: true };
  });
  const found = corpus ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }) : [];
  const foreign = found
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name): Case => {
      const path = join(corpus ?? '', name);
      return {
        name: relative(corpus ?? '', path),
        folder: dirname(path),
        files: [basename(path)],
        own: false,
      };
    });
  const byName = (a: Case, b: Case) => (a.name < b.name ? -1 : 1);
  return [...own.sort(byName), ...foreign.sort(byName)];
}
