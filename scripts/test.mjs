// `npm test`: installs what is missing, then unit, property and browser tests. The last line holds the totals.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBuilt } from './built-source.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { runNpm } from './run-command.mjs';
import { runBrowserTests, runVitest } from './run-tests.mjs';
import { failedRun, formatTotals, saveTotals, sumTotals } from './totals.mjs';

await ensureInstall();
// Unit tests of the built command take that of this build, as soon as it is there.
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-built-'));
const built = join(folder, 'command');
process.env.BULKHEAD_COMMAND_BUILT = built;
// All at once: none has work for all cores all the time. The browser tests need the build alone.
const [unit, browser] = await Promise.all([runVitest('unit', []), buildAndBrowse()]);
rmSync(folder, { recursive: true, force: true });
const totals = sumTotals([unit, browser]);
process.stdout.write(`${formatTotals(totals)}\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;

async function buildAndBrowse() {
  const code = isBuilt() ? 0 : await runNpm(['run', '-s', 'build', '--', '--logLevel', 'error']);
  if (!existsSync(built)) writeFileSync(built, code === 0 ? 'built' : 'failed');
  if (code === 0) return runBrowserTests([]);
  const totals = failedRun('npm run build', code);
  saveTotals('browser', totals);
  return totals;
}
