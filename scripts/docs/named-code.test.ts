// What pages of docs and comments name in code exists: files and folders of the project, and names of its source. Decision records tell of
// their time: of them, files alone.

import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';

/** Returns all files below a folder of the project, with `/` as separator. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map(({ parentPath, name }) => posix.join(parentPath.replaceAll('\\', '/'), name));
}

const folders = ['src', 'e2e', 'scripts', 'bench', 'editors', 'docs', 'deploy'];
const files = folders.flatMap(filesBelow);
/** All files and folders with `/` before and after, so that a page can name them by their last parts. */
const places = [
  ...new Set(
    files.flatMap((file) => file.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'))),
  ),
];
const known = places.map((place) => `/${place}/`).join('\n');

const isComment = (line: string): boolean => /^\s*(?:\/\/|\/\*|\*)/.test(line);

const sources = files
  .filter((file) => /^(?!docs).*\.(?:tsx?|mjs)$/.test(file))
  .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n') }));
const names = new Set(
  sources
    .filter(({ file }) => !import.meta.filename.endsWith(file))
    .flatMap(({ lines }) => lines.filter((line) => !isComment(line)))
    .flatMap((line) => line.match(/[A-Za-z_$][\w$]*/g) ?? []),
);

/** Returns the inline code of a page. */
function spansOf(page: string): readonly string[] {
  const prose = page.replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/`([^`\s]+)`/g)].map(([, code = '']) => code);
}

/**
 * Returns the files and folders of this project that a page names and that are missing; `NAME` and `NNN` stand for any name, and
 * declarations are made by the build.
 */
function missingPlaces(page: string): readonly string[] {
  return spansOf(page).filter((code) => {
    const isPlace =
      /^(?:core|page|cli|src|e2e|scripts|bench|editors)\/[\w./-]+$/.test(code) ||
      /^[\w/-][\w./-]*\.(?:tsx?|mjs)$/.test(code);
    return isPlace && !/[A-Z]{4}|NNN|\.d\.ts$/.test(code) && !known.includes(`/${code.replace(/\/$/, '')}/`);
  });
}

/** Returns the identifiers that a page names and the source does not have. */
function missingNames(page: string): readonly string[] {
  return spansOf(page).filter((code) => {
    const [, name = ''] = /^([A-Za-z]\w*)(?:\(.*\))?$/.exec(code) ?? [];
    return /[a-z][A-Z]/.test(name) && !names.has(name);
  });
}

const pages = filesBelow('docs').filter((file) => file.endsWith('.md') && !file.startsWith('docs/rules/'));

it.each(pages)('%s', (file) => {
  const page = readFileSync(file, 'utf8');
  expect(missingPlaces(page)).toEqual([]);
  if (!file.startsWith('docs/decisions/')) expect(missingNames(page)).toEqual([]);
});

it('comments', () => {
  const missing = sources.flatMap(({ file, lines }) => {
    const comments = lines.filter(isComment).join('\n');
    return [...missingPlaces(comments), ...missingNames(comments)].map((code) => `${file}: ${code}`);
  });
  expect(missing).toEqual([]);
});

it('finds what is not there', () => {
  const page =
    '`core/text` `core/txt` `walk.ts` `wlak.ts` `operations/FOLDER/NAME.ts` `createWorkStore` `createWrokStore()` `docker`\n\n```sh\n`core/no`\n```\n';
  expect(missingPlaces(page)).toEqual(['core/txt', 'wlak.ts']);
  expect(missingNames(page)).toEqual(['createWrokStore()']);
});
