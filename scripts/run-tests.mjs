// Runs Vitest, or Playwright in a real Chromium, shows its own report, and takes the totals out of its JSON report. As a program:
// `npm run test:unit` (`unit`, unit and property tests) and `npm run test:e2e` (`browser`); further arguments go to the runner.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.mjs';
import { runCommand } from './run-command.mjs';
import { playwrightTotals, saveTotals, vitestTotals } from './totals.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const playwright = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url));

/**
 * Flags of V8 for many short tests, which allocate many short-lived objects and run most code only a few times: a larger young generation,
 * in MB, and later optimization.
 */
const forManyShortTests = [
  '--min-semi-space-size=16',
  '--max-semi-space-size=64',
  '--interrupt-budget=400000',
];

/** Runs the Vitest tests that `args` select; resolves with their totals, which are also saved as those of `suite`. */
export async function runVitest(suite, args) {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-vitest-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const words = [...forManyShortTests, vitest, 'run', ...reporters, ...args];
  const code = await runCommand(process.execPath, words, { cwd: root });
  const totals = vitestTotals(report, code);
  rmSync(folder, { recursive: true, force: true });
  saveTotals(suite, totals);
  return totals;
}

/** Runs the browser tests that `args` select; resolves with their totals, which are also saved as those of `browser`. */
export async function runBrowserTests(args) {
  const totals = await runPlaywright(args);
  saveTotals('browser', totals);
  return totals;
}

async function runPlaywright(args) {
  const chromium = await findChromium();
  if (chromium === null) {
    process.stderr.write(
      'No Chromium for the browser tests: install one (Debian: apt-get install chromium) or set BULKHEAD_CHROMIUM.\n',
    );
    return { passed: 0, failed: 1 };
  }
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-playwright-'));
  const report = join(folder, 'report.json');
  const code = await runCommand(process.execPath, [playwright, 'test', '--reporter=list,json', ...args], {
    cwd: root,
    env: { ...process.env, BULKHEAD_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const totals = playwrightTotals(report, code);
  rmSync(folder, { recursive: true, force: true });
  return totals;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , suite, ...args] = process.argv;
  const totals = suite === 'browser' ? await runBrowserTests(args) : await runVitest('unit', args);
  process.exitCode = totals.failed === 0 ? 0 : 1;
}
