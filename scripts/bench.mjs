// `npm run bench [-- --sizes 100,1000,3000] [--rounds 9]`: how long the core takes, as a table and as bench/results.json. The
// TypeScript is made one file in a temporary folder first, since Node 20 does not read it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { importBundled } from './import-bundled.mjs';
import { timeProcesses } from './time-processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { sizes: { type: 'string' }, rounds: { type: 'string' } } });
const sizes = (values.sizes ?? '100,1000,3000').split(',').map(Number);
const rounds = Number(values.rounds ?? 9);
if (!sizes.every((size) => Number.isInteger(size) && size > 0) || !(rounds >= 7)) {
  process.stderr.write('npm run bench -- --sizes 100,1000,3000 --rounds 9 (at least 7)\n');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));
try {
  const { bench, generateStack } = await importBundled('bench/main.ts', folder);
  setFlagsFromString('--expose-gc');
  // The young generation only: a full collection also throws away compiled code, which no edit in an editor goes through.
  const collect = runInNewContext('gc');
  const settle = () => collect({ type: 'minor' });
  const print = (text) => process.stdout.write(text);
  const machine = machineWords();
  print(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}\n`);
  const results = bench({ sizes, rounds, settle, print });
  const processes = await timeProcesses(folder, generateStack(1000), print);
  const report = { sizes: results, processes, machine };
  writeFileSync(join(root, 'bench/results.json'), `${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function machineWords() {
  const [first] = cpus();
  return { cpu: first?.model ?? 'unknown', cores: cpus().length, node: process.versions.node };
}
