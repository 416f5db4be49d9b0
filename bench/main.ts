// Times the core on generated stacks. `bench/core.mjs` builds and starts it.

import { coreMeasures } from './core-measures.ts';
import { generateStack } from './generate-stack.ts';
import { measureAll, type Timing } from './measure.ts';
import { plainSizes, table } from './report.ts';

export { generateStack };

export interface BenchOptions {
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** A function called before each measure; collects garbage when Node exposes that. */
  readonly settle: () => void;
  readonly print: (text: string) => void;
}

/** Runs all measures at all sizes; prints the table and returns the results as a plain object. */
export function bench({ sizes, rounds, settle, print }: BenchOptions): object {
  const results = new Map<string, ReadonlyMap<string, Timing>>();
  for (const size of sizes) {
    results.set(String(size), measureAll(coreMeasures(generateStack(size)), rounds, settle));
  }
  print(`${table(results)}\n`);
  return plainSizes(results);
}
