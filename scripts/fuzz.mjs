// `npm run fuzz [-- --edits 100000] [--seed N]`: random files, random edits, every property of docs/architecture.md. The TypeScript
// is made one file in a temporary folder first, since Node 20 does not read it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importBundled } from './import-bundled.mjs';

const { values } = parseArgs({ options: { edits: { type: 'string' }, seed: { type: 'string' } } });
const edits = Number(values.edits ?? 100_000);
const seed = Number(values.seed ?? 1);
if (!Number.isInteger(edits) || edits < 1 || !Number.isInteger(seed)) {
  process.stderr.write('npm run fuzz -- --edits NUMBER --seed NUMBER\n');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-fuzz-'));
try {
  const { main } = await importBundled('src/core/compose/testing/fuzz/main.ts', folder);
  process.exitCode = main(edits, seed);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
