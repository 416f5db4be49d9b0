// Test totals of one run, a small JSON per suite in a folder, so that `npm test` and CI can add them up and name what failed.
// Run as a program it prints the failures of a folder, and last the sum: `node scripts/totals.mjs FOLDER`.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

/** More failures than these have one cause. */
const mostFailures = 40;
const longestError = 300;

/** Writes the totals of one suite to the folder named by BULKHEAD_TOTALS, where there is one. */
export function saveTotals(suite, totals) {
  const folder = process.env.BULKHEAD_TOTALS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${suite}.json`), JSON.stringify(totals));
}

/** Adds totals up. */
export function sumTotals(list) {
  const sum = { passed: 0, failed: 0, failures: [] };
  for (const { passed, failed, failures = [] } of list) {
    sum.passed += passed;
    sum.failed += failed;
    sum.failures.push(...failures);
  }
  return sum;
}

/** The failed tests, each with the first line of its error, and last `N passed, N failed`. */
export function formatTotals({ passed, failed, failures = [] }) {
  const lines = failures.slice(0, mostFailures).map(({ test, error }) => `failed: ${test}: ${error}`);
  const more = failures.length - mostFailures;
  if (more > 0) lines.push(`failed: ${more} more`);
  return [...lines, `${passed} passed, ${failed} failed`].join('\n');
}

/** What ended with `code` without a test that failed counts as one failure. */
export function failedRun(test, code) {
  const error = `it ended with exit code ${code} and no failed test; its own output says why`;
  return { passed: 0, failed: 1, failures: [{ test, error }] };
}

/** Totals in a report of Vitest's JSON reporter. */
export function vitestTotals(reportFile, code) {
  if (!existsSync(reportFile)) return failedRun('Vitest', code);
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  const failures = report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    const place = shortPath(file.name);
    // A file that could not be read, or whose set-up failed, has no failed test of its own.
    if (failed.length === 0 && file.status === 'failed') return [failure([place], file.message)];
    return failed.map((test) => {
      return failure([place, ...test.ancestorTitles, test.title], test.failureMessages[0]);
    });
  });
  return totalsOf('Vitest', code, report.numPassedTests, failures);
}

/** Totals in a report of Playwright's JSON reporter. */
export function playwrightTotals(reportFile, code) {
  if (!existsSync(reportFile)) return failedRun('Playwright', code);
  const { stats, suites, errors } = JSON.parse(readFileSync(reportFile, 'utf8'));
  const failures = [
    ...suites.flatMap((suite) => failedSpecs(suite, [])),
    ...errors.map(({ message }) => failure(['Playwright'], message)),
  ];
  return totalsOf('Playwright', code, stats.expected, failures);
}

/** What passed at a second try only is red: a test that fails by chance is a defect. */
function failedSpecs({ title, specs = [], suites = [] }, above) {
  const names = [...above, title];
  const own = specs.flatMap((spec) => {
    const failed = spec.tests.filter(({ status }) => status === 'unexpected' || status === 'flaky');
    return failed.map(({ results }) => {
      return failure([...names, spec.title], results.find(({ error }) => error)?.error.message);
    });
  });
  return [...own, ...suites.flatMap((suite) => failedSpecs(suite, names))];
}

function totalsOf(runner, code, passed, failures) {
  if (failures.length === 0 && code !== 0) return { ...failedRun(runner, code), passed };
  return { passed, failed: failures.length, failures };
}

function failure(names, message = '') {
  const lines = stripVTControlCharacters(message).split('\n');
  const error = lines.find((line) => line.trim() !== '')?.trim() ?? 'no message';
  return { test: names.filter(Boolean).join(' > '), error: error.slice(0, longestError) };
}

function shortPath(file) {
  return isAbsolute(file) ? relative(root, file) : file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? '';
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  const sum = sumTotals(files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))));
  process.stdout.write(`${formatTotals(sum)}\n`);
}
