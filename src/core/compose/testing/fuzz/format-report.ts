// For tests only: the report of a fuzz run for people.

import type { FuzzReport } from './run-fuzz.ts';

export function formatReport(report: FuzzReport, milliseconds: number): string {
  const { seed, files, tried, applied, unchanged, refused, examples, byteChanges, failures } = report;
  const sum = refused.reduce((total, [, count]) => total + count, 0);
  const lines = [
    `seed ${seed}: ${files} files, ${tried} edits tried, ${applied} applied, ${unchanged} unchanged, ${sum} refused, ${byteChanges} hostile changes, ${(milliseconds / 1000).toFixed(1)} s`,
    'refused by code:',
    ...refused.map(
      ([code, count]) => `  ${String(count).padStart(7)}  ${code.padEnd(18)} ${examples.get(code) ?? ''}`,
    ),
    `failures: ${failures.length}`,
  ];
  for (const { failure, text, operations } of failures) {
    lines.push(
      '',
      `FAILED ${failure}`,
      `operations: ${operations.join('  ')}`,
      `file: ${JSON.stringify(text)}`,
      text,
    );
  }
  return `${lines.join('\n')}\n`;
}
