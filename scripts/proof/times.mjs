// How long `check` takes beside `docker compose config -q` and dclint, a process for each file; and `--version` beside bare Node.

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const composePlaces = [
  '/usr/libexec/docker/cli-plugins/docker-compose',
  '/usr/lib/docker/cli-plugins/docker-compose',
  '/usr/bin/docker-compose',
];

/** Files below a folder, `most` of them spread over all; those of the project itself without one. */
export async function measureTimes({ root, folder, files, most, rounds, from, dclintEvery }) {
  const command = 'npm run proof -- --only times --files DIR';
  const cli = join(root, 'dist/cli/bulkhead.js');
  if (!existsSync(cli)) return { command, skipped: 'the command is not built: npm run build.' };
  const places =
    files === undefined ? ['e2e/stacks/files', 'e2e/compose/files', 'e2e/engine/topologies'] : [files];
  const all = places.flatMap((place) => composeFiles(join(files === undefined ? root : '', place)));
  const step = Math.max(1, Math.ceil(all.length / most));
  const dirs = all
    .filter((_, index) => index % step === 0)
    .map((file, index) => {
      const dir = join(folder, 'files', String(index).padStart(4, '0'));
      mkdirSync(dir, { recursive: true });
      copyFileSync(file, join(dir, 'compose.yaml'));
      return dir;
    });
  const compose = composePlaces.find(existsSync);
  const tools = [
    {
      tool: 'bulkhead check',
      call: [process.execPath, '--', cli, 'check', '--fail-on', 'never', 'compose.yaml'],
      takes: (status) => status === 0,
    },
    ...(compose === undefined
      ? []
      : [
          {
            tool: 'docker compose config -q',
            call: [compose, '-f', 'compose.yaml', 'config', '-q'],
            takes: (status) => status === 0,
          },
        ]),
    {
      tool: 'dclint',
      call: [process.execPath, join(root, 'node_modules/dclint/bin/dclint.cjs'), 'compose.yaml'],
      takes: (status) => status === 0 || status === 1,
      every: dclintEvery,
    },
  ].map((one) => ({ every: 1, ...one, times: [], ratios: [], failed: 0 }));
  for (const [index, dir] of dirs.entries()) {
    let own = null;
    for (const one of tools) {
      if (index % one.every !== 0) continue;
      const { time, status } = timed(one.call, dir);
      own ??= time;
      one.times.push(time);
      // File by file, so that a load of the machine that comes and goes meets both.
      one.ratios.push(time / own);
      if (!one.takes(status)) one.failed++;
    }
  }
  const rows = tools.map(({ tool, times, ratios, failed }) => ({
    tool,
    files: times.length,
    median: median(times),
    ratio: median(ratios),
    failed,
  }));
  const least = Math.max(rounds, 7);
  const [version, node] = [[], []];
  for (let round = 0; round < least; round++) {
    version.push(timed([process.execPath, '--', cli, '--version'], folder).time);
    node.push(timed([process.execPath, '-e', ''], folder).time);
  }
  const about = { command: median(version), node: median(node), rounds: least };
  return {
    command,
    files: dirs.length,
    ...(from === undefined ? {} : { from }),
    rows,
    version: { ...about, ratio: about.command / about.node },
  };
}

function composeFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ['.yaml', '.yml'].includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function timed([program, ...args], cwd) {
  const start = performance.now();
  const { status } = spawnSync(program, args, { cwd, stdio: 'ignore' });
  return { time: performance.now() - start, status };
}

function median(list) {
  return [...list].sort((a, b) => a - b)[(list.length - 1) >> 1] ?? 0;
}
