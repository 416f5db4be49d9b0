// Runs the Playwright tests in a real Chromium and takes the totals out of its JSON report.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.mjs';
import { runCommand } from './run-command.mjs';
import { playwrightTotals, saveTotals } from './totals.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const playwright = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url));

async function run(args) {
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

/** Runs the browser tests that `args` select; resolves with their totals, saved as those of `browser`, too. */
export async function runBrowserTests(args) {
  const totals = await run(args);
  saveTotals('browser', totals);
  return totals;
}
