// Runs Vitest, shows its own report, and takes the totals out of its JSON report.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';
import { saveTotals, vitestTotals } from './totals.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

/** Runs the tests that `args` select; resolves with their totals, saved as those of `suite`, too. */
export async function runVitest(suite, args) {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-vitest-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runCommand(process.execPath, [vitest, 'run', ...reporters, ...args], { cwd: root });
  const totals = vitestTotals(report, code);
  rmSync(folder, { recursive: true, force: true });
  saveTotals(suite, totals);
  return totals;
}
