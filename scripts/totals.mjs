// Test totals of one run, a small JSON per suite in a folder, so that `npm test` and CI can add them up.
// Run as a program it prints the sum of a folder: `node scripts/totals.mjs FOLDER`.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Writes the totals of one suite to the folder named by BULKHEAD_TOTALS, where there is one. */
export function saveTotals(suite, totals) {
  const folder = process.env.BULKHEAD_TOTALS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${suite}.json`), JSON.stringify(totals));
}

/** Adds totals up. */
export function sumTotals(list) {
  const sum = { passed: 0, failed: 0 };
  for (const { passed, failed } of list) {
    sum.passed += passed;
    sum.failed += failed;
  }
  return sum;
}

/** `N passed, N failed`. */
export function formatTotals({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** Totals in a report of Vitest's JSON reporter; a runner that ended badly without a failed test counts as one failure. */
export function vitestTotals(reportFile, code) {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  const failed = report.numFailedTests;
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** Totals in a report of Playwright's JSON reporter, likewise. */
export function playwrightTotals(reportFile, code) {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1 };
  const { stats } = JSON.parse(readFileSync(reportFile, 'utf8'));
  // What passed at a second try only is red: a test that fails by chance is a defect.
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: code !== 0 && failed === 0 ? 1 : failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? '';
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  const sum = sumTotals(files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))));
  process.stdout.write(`${formatTotals(sum)}\n`);
}
