// Times whole processes in turn: `bulkhead check` and `docker compose config -q` of the same file, where Docker is there.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const runs = 9;

/** Builds the command into `folder` and prints one line; null where there is no Docker Compose to compare with. */
export async function timeProcesses(folder, text, print) {
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
