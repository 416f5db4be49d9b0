// `npm test`: installs what is missing, then unit, property and browser tests. The last line holds the totals.

import { ensureInstall } from './ensure-install.mjs';
import { runNpm } from './run-command.mjs';
import { runBrowserTests, runVitest } from './run-tests.mjs';
import { formatTotals, sumTotals } from './totals.mjs';

await ensureInstall();
// Both at once: neither has work for all cores all the time.
const [unit, built] = await Promise.all([
  runVitest('unit', []),
  runNpm(['run', '-s', 'build', '--', '--logLevel', 'warn']),
]);
const browser = built === 0 ? await runBrowserTests([]) : { passed: 0, failed: 1 };
const totals = sumTotals([unit, browser]);
process.stdout.write(`${formatTotals(totals)}\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;
