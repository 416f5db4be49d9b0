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

/** A saved report of Vitest's JSON reporter, reduced to the members that are read. */
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
            '\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n    at src/a.test.ts:1:2',
            'and more',
          ],
        },
      ],
    },
    { name: 'src/broken.test.ts', status: 'failed', message: 'Cannot find module x', assertionResults: [] },
  ],
});

/** A saved report of Playwright's JSON reporter, reduced to the members that are read. */
const playwrightReport = saved('playwright-report', {
  stats: { expected: 2, unexpected: 1, flaky: 1 },
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
                  results: [
                    {
                      error: {
                        message: 'Error: not visible',
                        stack: [
                          'Error: not visible',
                          '',
                          'Call log:',
                          '  - waiting for a card',
                          `    at boxOf (${fileURLToPath(new URL('../e2e/page/pointer.ts', import.meta.url))}:22:17)`,
                          '    at other (/somewhere/node_modules/other.js:1:1)',
                        ].join('\n'),
                      },
                    },
                  ],
                },
              ],
            },
            {
              title: 'fails now and then',
              tests: [{ status: 'flaky', results: [{ error: { message: 'Error: moved\nCall log:' } }, {}] }],
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
        {
          test: 'scripts/totals.mjs > a group > fails',
          error: 'AssertionError: expected 1 to be 2\nat src/a.test.ts:1:2',
        },
        { test: 'src/broken.test.ts', error: 'Cannot find module x' },
      ],
    });
  });

  it('name each test of Playwright that failed, with what was waited for and where, and each that passed at a later try', () => {
    expect(playwrightTotals(playwrightReport, 1)).toEqual({
      passed: 3,
      failed: 1,
      failures: [
        {
          test: 'page/keys.spec.ts > a group > fails',
          error: 'Error: not visible\nCall log:\n- waiting for a card\nat boxOf (e2e/page/pointer.ts:22:17)',
        },
      ],
      flaky: [{ test: 'page/keys.spec.ts > a group > fails now and then', error: 'Error: moved\nCall log:' }],
    });
  });

  it('cut an error that is too long to be read', () => {
    const message = Array.from({ length: 40 }, (_, at) => `${at} ${'x'.repeat(900)}`).join('\n');
    const report = saved('long', {
      numPassedTests: 0,
      testResults: [{ name: 'a.test.ts', status: 'failed', message, assertionResults: [] }],
    });
    const [failure] = vitestTotals(report, 1).failures ?? [];
    expect(failure?.error).toHaveLength(600);
    expect(failure?.error).toMatch(/^0 x+\n1 x+$/);
  });

  it('count a runner that ended badly without a failed test, or without a report', () => {
    const report = saved('green-report', { numPassedTests: 7, testResults: [] });
    const why = 'it ended with exit code 134 and no failed test; its own output says why';
    const failures = [{ test: 'Vitest', error: why }];
    expect(vitestTotals(report, 134)).toEqual({ passed: 7, failed: 1, failures });
    expect(vitestTotals(join(folder, 'none'), 134)).toEqual({ passed: 0, failed: 1, failures });
    expect(vitestTotals(report, 0)).toEqual({ passed: 7, failed: 0, failures: [] });
  });

  it('print what passed late and what failed first and the sum last, and not more than can be read', () => {
    const sum = sumTotals([
      { passed: 2, failed: 0 },
      vitestTotals(vitestReport, 1),
      playwrightTotals(playwrightReport, 1),
    ]);
    expect(formatTotals(sum)).toBe(
      [
        'flaky: page/keys.spec.ts > a group > fails now and then: Error: moved',
        'failed: scripts/totals.mjs > a group > fails: AssertionError: expected 1 to be 2',
        '  at src/a.test.ts:1:2',
        'failed: src/broken.test.ts: Cannot find module x',
        'failed: page/keys.spec.ts > a group > fails: Error: not visible',
        '  Call log:',
        '  - waiting for a card',
        '  at boxOf (e2e/page/pointer.ts:22:17)',
        '12 passed, 3 failed',
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
