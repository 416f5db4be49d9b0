// How long a call takes beside a Node that does nothing: processes in turn, the middle one of each.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const compose = `services:
  web:
    image: nginx
    ports: ["8080:80"]
    networks: [front]
  db:
    image: postgres:16
    networks: [back]
networks:
  front:
  back:
    internal: true
`;

/** Milliseconds of each call, and as a multiple of the bare Node: `{ name, ms, ratio }`. */
export function startTimes(folder, script, rounds) {
  const file = join(folder, 'small.yaml');
  writeFileSync(file, compose);
  const calls = [
    ['node -e 0', ['-e', '0']],
    ['--version', ['--', script, '--version']],
    ['--help', ['--', script, '--help']],
    ['check', ['--', script, 'check', file]],
    ['check --format github', ['--', script, 'check', '--format', 'github', file]],
  ];
  const times = new Map(calls.map(([name]) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, args] of calls) {
      const start = performance.now();
      const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
      if (status !== 0) throw new Error(`${name}: exit ${status}`);
      // The first round fills the caches.
      if (round > 0) times.get(name).push(performance.now() - start);
    }
  }
  const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  const bare = median(times.get('node -e 0'));
  return calls.map(([name]) => ({
    name,
    ms: median(times.get(name)),
    ratio: median(times.get(name)) / bare,
  }));
}
