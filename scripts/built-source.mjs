// What dist is built of: a hash of every file that the build reads, kept in dist. Where it is the hash of what is here now, nothing is built again.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));

const files = ['index.html', 'package.json', 'package-lock.json', 'vite.config.ts', 'vite.cli.config.ts'];
const folders = ['src', 'public', 'docs/rules', 'scripts'];
const isTest = /\.test\.tsx?$/;

/** Returns the hash of the names and bytes of the sources below `root`, without tests. */
export function sourceHash(root = here) {
  const hash = createHash('sha256').update(process.version);
  const add = (path) => hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  for (const path of files) if (existsSync(join(root, path))) add(path);
  for (const folder of folders) {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths.sort()) if (!isTest.test(path)) add(path.slice(root.length));
  }
  return hash.digest('hex');
}

const markIn = (root) => join(root, 'dist', '.source');

/** Returns true when dist was built from the current sources. */
export function isBuilt(root = here) {
  const mark = markIn(root);
  return existsSync(mark) && readFileSync(mark, 'utf8') === sourceHash(root);
}

/** Records that dist was built from the sources with this hash. */
export function markBuilt(hash, root = here) {
  writeFileSync(markIn(root), hash);
}
