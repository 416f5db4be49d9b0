// For tests only: how long what is dear is tried.

const { BULKHEAD_RUNS: times, CI } = process.env;

/** True when a search tries all of its cases: with `CI` (`.ci/run`) or `BULKHEAD_RUNS` set. Otherwise it tries a part of them. */
export const triesAll: boolean = Boolean(CI ?? times);

/**
 * Returns the number of tried cases of a property: `count` when all are tried, otherwise a quarter of them, always the same first ones;
 * `BULKHEAD_RUNS=10` tries ten times `count`.
 */
export function propertyRuns(count: number): number {
  return Math.ceil(count * Number(times ?? (triesAll ? 1 : 0.25)));
}
