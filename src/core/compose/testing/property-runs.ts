// For tests only: how long what is dear is tried.

const { BULKHEAD_RUNS: times, CI } = process.env;

/** Whether a search goes through all of its cases: where `CI` is set (`.ci/run`) or `BULKHEAD_RUNS` is. Elsewhere a part of them. */
export const triesAll: boolean = Boolean(CI ?? times);

/**
 * How many cases of a property are tried: `count` where all are, a quarter of them at every other run, the first of them the same;
 * `BULKHEAD_RUNS=10` tries ten times `count`.
 */
export function propertyRuns(count: number): number {
  return Math.ceil(count * Number(times ?? (triesAll ? 1 : 0.25)));
}
