// For tests only: `npm run fuzz`, after `scripts/fuzz.mjs` made one file of it.

import { formatReport, runFuzz } from './run-fuzz.ts';

/** Runs the fuzzer, prints its report, and returns the exit code. */
export function main(edits: number, seed: number): number {
  const started = Date.now();
  let reported = 0;
  const report = runFuzz(seed, edits, (tried, failures) => {
    for (const { failure, operations, text } of failures.slice(reported)) {
      const [first = ''] = failure.split('\n', 1);
      process.stderr.write(`FAILED ${first}: ${operations.join('  ')}\n${JSON.stringify(text)}\n`);
    }
    reported = failures.length;
    if (tried % 10_000 === 0) process.stderr.write(`${tried} edits tried, ${reported} failures\n`);
  });
  process.stdout.write(formatReport(report, Date.now() - started));
  return report.failures.length === 0 ? 0 : 1;
}
