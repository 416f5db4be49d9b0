// `npm run bench:observe [-- --namespaces 200 --connections 1000 --seconds 60]`: how much of a processor `observe` takes where much runs, and
// how often it looks then, as a line and as bench/observe.json. The TypeScript is made one file in a temporary folder first.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importBundled } from '../scripts/import-bundled.mjs';
import { machineWords } from './machine-words.mjs';

const words = {
  namespaces: { type: 'string' },
  connections: { type: 'string' },
  seconds: { type: 'string' },
};
const { values } = parseArgs({ options: words });
const size = {
  namespaces: Number(values.namespaces ?? 200),
  connections: Number(values.connections ?? 1000),
  seconds: Number(values.seconds ?? 60),
};
if (!Object.values(size).every((number) => Number.isInteger(number) && number > 1)) {
  process.stderr.write('npm run bench:observe -- --namespaces 200 --connections 1000 --seconds 60\n');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-observe-'));
try {
  const { benchObserve } = await importBundled('bench/observe/main.ts', folder);
  const tree = join(folder, 'proc');
  mkdirSync(tree);
  const result = await benchObserve(size, tree);
  const machine = machineWords();
  const report = { date: new Date().toISOString().slice(0, 10), ...result, machine };
  const root = fileURLToPath(new URL('..', import.meta.url));
  writeFileSync(join(root, 'bench/observe.json'), `${JSON.stringify(report, null, 2)}\n`);
  const { namespaces, connections, looks, interval, look, share, seen } = result;
  process.stdout.write(
    `${namespaces} namespaces with ${connections} connections each: ${looks} looks, ${look.toFixed(0)} ms of a processor each, every ${interval.recorded.toFixed(1)} s instead of ${interval.asked}, ${(share * 100).toFixed(1)} % of a processor; ${seen} pairs seen\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
