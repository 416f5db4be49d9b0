// `npm run test:compose`: our model of compose files against `docker compose config`. CORPUS_DIR names a folder with more
// files. Skipped, and said, where Docker Compose is not installed.

import { existsSync } from 'node:fs';
import { runVitest } from './run-tests.mjs';
import { formatTotals, saveTotals } from './totals.mjs';

const places = [
  '/usr/libexec/docker/cli-plugins/docker-compose',
  '/usr/lib/docker/cli-plugins/docker-compose',
  '/usr/bin/docker-compose',
];

if (places.some(existsSync)) {
  const args = ['--config', 'e2e/compose/vitest.config.ts', ...process.argv.slice(2)];
  const totals = await runVitest('compose', args);
  process.stdout.write(`${formatTotals(totals)}\n`);
  process.exitCode = totals.failed === 0 ? 0 : 1;
} else {
  saveTotals('compose', { passed: 0, failed: 0 });
  process.stdout.write('skipped: needs Docker Compose (Debian: docker-compose)\n0 passed, 0 failed\n');
}
