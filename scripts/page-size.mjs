// How much of the page a browser fetches before the first card: gzip of every script that index.html leads to without an
// `import()`. Part of the browser tests; `node scripts/page-size.mjs [FOLDER]` prints it, file by file.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const imported = /(?:^|[;}\n])\s*(?:import|export)\s*(?:[^'"();]*?from\s*)?["']\.\/([^"']+\.js)["']/g;

/** The scripts and their sizes, the entry first. */
export function firstScripts(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const entry = /<script type="module"[^>]*src="\.\/assets\/([^"]+)"/.exec(html)?.[1];
  if (entry === undefined) throw new Error(`${folder}: index.html names no module`);
  const sizes = new Map();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (sizes.has(file)) continue;
    const code = readFileSync(join(folder, 'assets', file));
    sizes.set(file, gzipSync(code, { level: 9 }).length);
    for (const [, next] of code.toString('utf8').matchAll(imported)) waiting.push(next);
  }
  return sizes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = firstScripts(process.argv[2] ?? fileURLToPath(new URL('../dist/page', import.meta.url)));
  let total = 0;
  for (const [file, size] of sizes) {
    total += size;
    console.log(`${String(size).padStart(8)} ${file}`);
  }
  console.log(`${String(total).padStart(8)} bytes (gzip) before the first card`);
}
