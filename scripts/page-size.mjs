// How much a browser fetches for the first screen, and in how many requests: gzip of every script that index.html leads to without an
// `import()`, of the threads that a large file starts, and of the style sheets. Part of the browser tests and of `npm run bench:page`;
// `node scripts/page-size.mjs [FOLDER]` prints it, file by file.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const imported = /(?:^|[;}\n])\s*(?:import|export)\s*(?:[^'"();]*?from\s*)?["']\.\/([^"']+\.js)["']/g;
const threads = /new Worker\((?:new URL\()+[`'"]([\w-]+\.js)/g;

const sum = (sizes) => [...sizes.values()].reduce((total, size) => total + size, 0);

function gzipOf(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}

/** Returns `entries` and all scripts that they import, with their sizes. */
function scriptsFrom(folder, entries) {
  const sizes = new Map();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (sizes.has(file)) continue;
    const code = readFileSync(join(folder, 'assets', file));
    sizes.set(file, gzipOf(code));
    for (const [, next] of code.toString('utf8').matchAll(imported)) waiting.push(next);
  }
  return sizes;
}

/** Returns the scripts of the first screen and their sizes. */
export function firstScripts(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [
    ...html.matchAll(
      /<(?:script type="module"|link rel="modulepreload")[^>]*(?:src|href)="\.\/assets\/([^"]+)"/g,
    ),
  ];
  if (named.length === 0) throw new Error(`${folder}: index.html names no module`);
  return scriptsFrom(
    folder,
    named.map(([, file]) => file),
  );
}

/** Returns the scripts of the page's threads that the page does not load itself. */
export function threadScripts(folder) {
  const own = new Map();
  for (const file of readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'))) {
    const code = readFileSync(join(folder, 'assets', file), 'utf8');
    for (const [, entry] of code.matchAll(threads))
      for (const [script, size] of scriptsFrom(folder, [entry])) own.set(script, size);
  }
  if (own.size === 0) throw new Error(`${folder}: no script of a thread`);
  for (const file of firstScripts(folder).keys()) own.delete(file);
  return own;
}

/** Returns the style sheets that index.html links. */
function firstStyles(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const sheets = html.matchAll(/<link rel="stylesheet"[^>]*href="\.\/(assets\/[^"]+)"/g);
  return new Map([...sheets].map(([, file]) => [file, gzipOf(readFileSync(join(folder, file)))]));
}

/** Returns the size of the font, which is fetched for the letters of the first screen as it is. */
function firstFonts(folder) {
  const fonts = readdirSync(join(folder, 'assets')).filter((name) =>
    /-latin-wght-normal-.*\.woff2$/.test(name),
  );
  return new Map(fonts.map((file) => [file, readFileSync(join(folder, 'assets', file)).length]));
}

/**
 * Returns the bytes after gzip of the page's scripts, the additional scripts of its threads, the style sheets and the font, and the number of
 * requests for the first screen: with the page itself, its theme, icon and manifest.
 */
export function firstBytes(folder) {
  const [scripts, styles, fonts] = [firstScripts(folder), firstStyles(folder), firstFonts(folder)];
  return {
    page: sum(scripts),
    worker: sum(threadScripts(folder)),
    styles: sum(styles),
    fonts: sum(fonts),
    requests: scripts.size + styles.size + fonts.size + 4,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? fileURLToPath(new URL('../dist/page', import.meta.url));
  const print = (size, text) => console.log(`${String(size).padStart(8)} ${text}`);
  for (const sizes of [firstScripts(folder), firstStyles(folder), firstFonts(folder), threadScripts(folder)])
    for (const [file, size] of sizes) print(size, file);
  const { page, worker, styles, fonts, requests } = firstBytes(folder);
  print(
    page + styles + fonts,
    `bytes (gzip) of scripts, style sheets and font for the first screen, in ${requests} requests`,
  );
  print(worker, 'bytes (gzip) more for the threads of a large file');
}
