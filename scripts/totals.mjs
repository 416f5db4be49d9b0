// Test totals of one run, a small JSON per suite in a folder, so that `npm test` and CI can add them up and name what failed.
// Run as a program it prints the failures of a folder, and last the sum: `node scripts/totals.mjs FOLDER`.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The largest number of failures that are listed; more of them share a cause. */
const mostFailures = 40;
/** The largest number of lines shown of an error: the expectation and our own stack lines. A log may be cut to its end. */
const mostLines = 5;
const mostFrames = 2;
const longestLine = 300;
const longestError = 600;

/** Writes the totals of one suite to the folder in BULKHEAD_TOTALS, if that is set. */
export function saveTotals(suite, totals) {
  const folder = process.env.BULKHEAD_TOTALS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${suite}.json`), JSON.stringify(totals));
}

/** Returns the sum of totals. */
export function sumTotals(list) {
  const sum = { passed: 0, failed: 0, flaky: [], failures: [] };
  for (const { passed, failed, flaky = [], failures = [] } of list) {
    sum.passed += passed;
    sum.failed += failed;
    sum.flaky.push(...flaky);
    sum.failures.push(...failures);
  }
  return sum;
}

/** Returns a report: the flaky and failed tests with their errors, and `N passed, N failed` as the last line. */
export function formatTotals({ passed, failed, flaky = [], failures = [] }) {
  const firstLine = ({ test, error }) => `${test}: ${error.split('\n', 1)[0]}`;
  const whole = ({ test, error }) => `${test}: ${error.replaceAll('\n', '\n  ')}`;
  return [
    ...listed('flaky', flaky, firstLine),
    ...listed('failed', failures, whole),
    `${passed} passed, ${failed} failed`,
  ].join('\n');
}

function listed(word, tests, format) {
  const lines = tests.slice(0, mostFailures).map((test) => `${word}: ${format(test)}`);
  const more = tests.length - mostFailures;
  return more > 0 ? [...lines, `${word}: ${more} more`] : lines;
}

/** Returns the totals of a run that ended with `code`; an error exit without a failed test counts as one failure. */
export function failedRun(test, code) {
  const error = `it ended with exit code ${code} and no failed test; its own output says why`;
  return { passed: 0, failed: 1, failures: [{ test, error }] };
}

/** Returns the totals in a report of Vitest's JSON reporter. */
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

/**
 * Totals in a report of Playwright's JSON reporter. What passed at a later try has passed: a stall of a machine that others use must not
 * throw work away. It is named all the same, for a test that fails by chance is a defect.
 */
export function playwrightTotals(reportFile, code) {
  if (!existsSync(reportFile)) return failedRun('Playwright', code);
  const { stats, suites, errors } = JSON.parse(readFileSync(reportFile, 'utf8'));
  const failures = [
    ...suites.flatMap((suite) => specsOf('unexpected', suite, [])),
    ...errors.map((error) => failure(['Playwright'], textOf(error))),
  ];
  const flaky = suites.flatMap((suite) => specsOf('flaky', suite, []));
  return { ...totalsOf('Playwright', code, stats.expected + stats.flaky, failures), flaky };
}

/** Returns the specs whose tests ended with the given status, with the first error. */
function specsOf(wanted, { title, specs = [], suites = [] }, above) {
  const names = [...above, title];
  const own = specs.flatMap((spec) => {
    const ended = spec.tests.filter(({ status }) => status === wanted);
    return ended.map(({ results }) => {
      return failure([...names, spec.title], textOf(results.find(({ error }) => error)?.error));
    });
  });
  return [...own, ...suites.flatMap((suite) => specsOf(wanted, suite, names))];
}

/** Returns the message of an error and its stack, which begins with the message. */
function textOf({ message, stack } = {}) {
  return stack ?? message;
}

function totalsOf(runner, code, passed, failures) {
  if (failures.length === 0 && code !== 0) return { ...failedRun(runner, code), passed };
  return { passed, failed: failures.length, failures };
}

function failure(names, text = '') {
  const lines = stripVTControlCharacters(text)
    .replaceAll(pathToFileURL(root).href, '')
    .replaceAll(root, '')
    .split('\n')
    .map((line) => line.trim().slice(0, longestLine))
    .filter((line) => line !== '');
  const isFrame = (line) => /^at .*:\d+\)?$/.test(line);
  const said = lines.filter((line) => !isFrame(line)).slice(0, mostLines);
  const frames = lines
    .filter((line) => isFrame(line) && !/node_modules|node:/.test(line))
    .slice(0, mostFrames);
  const error = [...said, ...frames].join('\n').slice(0, longestError);
  return { test: names.filter(Boolean).join(' > '), error: error === '' ? 'no message' : error };
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
