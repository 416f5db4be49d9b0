import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { failedRun, formatTotals, playwrightTotals, sumTotals, vitestTotals } from './totals.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-totals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function saved(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

/** As Vitest's JSON reporter writes it, by what is read of it. */
const vitestReport = saved('vitest-report', {
  numPassedTests: 7,
  testResults: [
    {
      name: fileURLToPath(new URL('totals.mjs', import.meta.url)),
      status: 'failed',
      message: '',
      assertionResults: [
        { status: 'passed', ancestorTitles: [], title: 'passes', failureMessages: [] },
        {
          status: 'failed',
          ancestorTitles: ['a group'],
          title: 'fails',
          failureMessages: [
            '\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n    at a line',
            'and more',
          ],
        },
      ],
    },
    { name: 'src/broken.test.ts', status: 'failed', message: 'Cannot find module x', assertionResults: [] },
  ],
});

/** As Playwright's JSON reporter writes it, likewise. */
const playwrightReport = saved('playwright-report', {
  stats: { expected: 3, unexpected: 1, flaky: 1 },
  errors: [],
  suites: [
    {
      title: 'page/keys.spec.ts',
      specs: [{ title: 'passes', tests: [{ status: 'expected', results: [{}] }] }],
      suites: [
        {
          title: 'a group',
          specs: [
            {
              title: 'fails',
              tests: [
                {
                  status: 'unexpected',
                  results: [{ error: { message: '\n  Error: not visible\nCall log' } }],
                },
              ],
            },
            {
              title: 'fails now and then',
              tests: [{ status: 'flaky', results: [{ error: { message: 'Error: moved' } }, {}] }],
            },
          ],
        },
      ],
    },
  ],
});

describe('totals of a run', () => {
  it('name each test of Vitest that failed, and each file that could not be read', () => {
    expect(vitestTotals(vitestReport, 1)).toEqual({
      passed: 7,
      failed: 2,
      failures: [
        { test: 'scripts/totals.mjs > a group > fails', error: 'AssertionError: expected 1 to be 2' },
        { test: 'src/broken.test.ts', error: 'Cannot find module x' },
      ],
    });
  });

  it('name each test of Playwright that failed, at a first try alone, too', () => {
    expect(playwrightTotals(playwrightReport, 1)).toEqual({
      passed: 3,
      failed: 2,
      failures: [
        { test: 'page/keys.spec.ts > a group > fails', error: 'Error: not visible' },
        { test: 'page/keys.spec.ts > a group > fails now and then', error: 'Error: moved' },
      ],
    });
  });

  it('count a runner that ended badly without a failed test, or without a report', () => {
    const report = saved('green-report', { numPassedTests: 7, testResults: [] });
    const why = 'it ended with exit code 134 and no failed test; its own output says why';
    const failures = [{ test: 'Vitest', error: why }];
    expect(vitestTotals(report, 134)).toEqual({ passed: 7, failed: 1, failures });
    expect(vitestTotals(join(folder, 'none'), 134)).toEqual({ passed: 0, failed: 1, failures });
    expect(vitestTotals(report, 0)).toEqual({ passed: 7, failed: 0, failures: [] });
  });

  it('print failures first and the sum last, and not more than can be read', () => {
    const sum = sumTotals([{ passed: 2, failed: 0 }, vitestTotals(vitestReport, 1)]);
    expect(formatTotals(sum)).toBe(
      [
        'failed: scripts/totals.mjs > a group > fails: AssertionError: expected 1 to be 2',
        'failed: src/broken.test.ts: Cannot find module x',
        '9 passed, 2 failed',
      ].join('\n'),
    );
    const many = sumTotals(Array.from({ length: 50 }, () => failedRun('a build', 1)));
    expect(formatTotals(many).split('\n')).toHaveLength(42);
    expect(formatTotals(many)).toMatch(/failed: 10 more\n0 passed, 50 failed$/);
  });

  it('of a folder are added up by the program', () => {
    const totals = mkdtempSync(join(folder, 'saved-'));
    writeFileSync(join(totals, 'unit.json'), JSON.stringify(vitestTotals(vitestReport, 1)));
    writeFileSync(join(totals, 'compose.json'), JSON.stringify({ passed: 5, failed: 0 }));
    const script = fileURLToPath(new URL('totals.mjs', import.meta.url));
    const lines = execFileSync(process.execPath, [script, totals], { encoding: 'utf8' }).split('\n');
    expect(lines.slice(-3)).toEqual([
      'failed: src/broken.test.ts: Cannot find module x',
      '12 passed, 2 failed',
      '',
    ]);
  });
});
