// `npm run bench [-- --sizes 100,1000,3000] [--rounds 9]`: how long the core takes, as a table and as bench/results.json. The
// TypeScript is made one file in a temporary folder first, since Node 20 does not read it.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'vite';
import { importBundled } from '../scripts/import-bundled.mjs';
import { machineWords } from './machine-words.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The number of processes started of each kind. */
const runs = 9;
const { values } = parseArgs({ options: { sizes: { type: 'string' }, rounds: { type: 'string' } } });
const sizes = (values.sizes ?? '100,1000,3000').split(',').map(Number);
const rounds = Number(values.rounds ?? 9);
if (!sizes.every((size) => Number.isInteger(size) && size >= 40) || !(rounds >= 7)) {
  process.stderr.write(
    'npm run bench -- --sizes 100,1000,3000 --rounds 9 (at least 40 services and 7 rounds)\n',
  );
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
  const { load: _, ...machine } = machineWords();
  print(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}\n`);
  const results = bench({ sizes, rounds, settle, print });
  const processes = await timeProcesses(folder, generateStack(1000), print);
  const report = { sizes: results, processes, machine };
  writeFileSync(join(root, 'bench/results.json'), `${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Times whole processes in turn: `bulkhead check` and `docker compose config -q` of the same file. Builds the command into `folder` and
 * prints one line; null where there is no Docker Compose to compare with.
 */
async function timeProcesses(folder, text, print) {
  const outDir = join(folder, 'cli');
  await build({
    root,
    configFile: join(root, 'vite.cli.config.ts'),
    logLevel: 'warn',
    build: { outDir },
  });
  const file = join(folder, 'compose.yaml');
  writeFileSync(file, text);
  const check = [process.execPath, '--', join(outDir, 'bulkhead.js'), 'check', '--fail-on', 'never', file];
  const compose = ['docker', 'compose', '-f', file, 'config', '-q'];
  const hasDocker = succeeds(compose);
  const times = { check: [], compose: [] };
  for (let run = 0; run <= runs; run++) {
    const checked = timed(check);
    const composed = hasDocker ? timed(compose) : Number.NaN;
    // The first round fills the caches of the disk.
    if (run === 0) continue;
    times.check.push(checked);
    times.compose.push(composed);
  }
  const result = { checkMs: median(times.check), composeMs: hasDocker ? median(times.compose) : null };
  const other = hasDocker ? `${result.composeMs.toFixed(0)} ms` : 'not here';
  print(
    `whole processes, 1000 services: bulkhead check ${result.checkMs.toFixed(0)} ms, docker compose config -q ${other}\n`,
  );
  return result;
}

function succeeds([command, ...args]) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function timed([command, ...args]) {
  const start = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit ${status}`);
  return performance.now() - start;
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1];
}
