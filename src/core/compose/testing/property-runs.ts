// For tests only: how long the dearest properties are tried.

/** `count` cases of a property, as many as pay at every run; `BULKHEAD_RUNS=10` tries ten times as many, the first of them the same. */
export function propertyRuns(count: number): number {
  return Math.ceil(count * Number(process.env.BULKHEAD_RUNS ?? 1));
}
