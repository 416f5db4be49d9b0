// `npm test`: installs what is missing, then unit, property and browser tests. The last line holds the totals.

import { ensureInstall } from './ensure-install.mjs';
import { runNpm } from './run-command.mjs';
import { runBrowserTests, runVitest } from './run-tests.mjs';
import { failedRun, formatTotals, saveTotals, sumTotals } from './totals.mjs';

await ensureInstall();
// All at once: none has work for all cores all the time. The browser tests need the build alone.
const [unit, browser] = await Promise.all([runVitest('unit', []), buildAndBrowse()]);
const totals = sumTotals([unit, browser]);
process.stdout.write(`${formatTotals(totals)}\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;

async function buildAndBrowse() {
  const built = await runNpm(['run', '-s', 'build', '--', '--logLevel', 'warn']);
  if (built === 0) return runBrowserTests([]);
  const totals = failedRun('npm run build', built);
  saveTotals('browser', totals);
  return totals;
}
