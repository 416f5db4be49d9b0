// `npm run bench:page [-- --sizes 30,300,1000,3000] [--rounds 3] [--page FOLDER]`: how fast the page is in a real Chromium, as a table
// and as bench/page.json. Builds the page first unless a folder with one is named.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { findChromium } from '../scripts/find-chromium.mjs';
import { machineWords } from './machine-words.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { sizes: { type: 'string' }, rounds: { type: 'string' }, page: { type: 'string' } },
});
const sizes = (values.sizes ?? '30,300,1000,3000').split(',').map(Number);
const rounds = Number(values.rounds ?? 3);
if (!sizes.every((size) => Number.isInteger(size) && size >= 30) || !(rounds >= 1)) {
  process.stderr.write('npm run bench:page -- --sizes 30,300,1000,3000 --rounds 3 (at least 30 services)\n');
  process.exit(2);
}
const executablePath = await findChromium();
if (executablePath === null) {
  process.stderr.write(
    'No Chromium: install one (Debian: apt-get install chromium) or set BULKHEAD_CHROMIUM.\n',
  );
  process.exit(1);
}

// Beside the libraries that the bundle still imports.
const folder = mkdtempSync(join(root, 'node_modules/.bulkhead-bench-'));
try {
  const page = values.page === undefined ? join(folder, 'page') : resolve(values.page);
  if (values.page === undefined) await build({ root, logLevel: 'warn', build: { outDir: page } });
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: 'bench/page/main.ts',
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'bench-page.mjs', codeSplitting: false } },
    },
  });
  const { benchPage } = await import(pathToFileURL(join(folder, 'bench-page.mjs')).href);
  const print = (text) => process.stdout.write(text);
  const machine = machineWords();
  print(`${machine.cpu}, ${machine.cores} cores, load ${machine.load}, Node ${machine.node}\n`);
  const results = await benchPage({ folder: page, executablePath, sizes, rounds, print });
  writeFileSync(join(root, 'bench/page.json'), `${JSON.stringify({ ...results, machine }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
