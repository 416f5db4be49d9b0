// The table of a bench and its results for machines, as docs/contracts/bench.md fixes them.

import type { Timing } from './measure.ts';

export type Sizes = ReadonlyMap<string, ReadonlyMap<string, Timing>>;

/**
 * Returns a table with a row for each measure and a column for each size: milliseconds, and the ratio to the bare parse in the same rounds.
 */
export function table(sizes: Sizes): string {
  const names = [...new Set([...sizes.values()].flatMap((timings) => [...timings.keys()]))];
  const header = ['', ...[...sizes.keys()].map((size) => `${size} services`)];
  const rows = names.map((name) => [name, ...[...sizes.values()].map((timings) => cell(timings.get(name)))]);
  return [header, ...rows].map((row) => row.map((text, i) => pad(text, i)).join('')).join('\n');
}

function cell(timing: Timing | undefined): string {
  if (!timing) return '';
  return `${timing.ms.toFixed(2)} ms  ${timing.ratio.toFixed(4)}`;
}

function pad(text: string, column: number): string {
  return column === 0 ? text.padEnd(18) : text.padStart(24);
}

/** Returns the plain object for `bench/results.json`. */
export function plainSizes(sizes: Sizes): object {
  return Object.fromEntries([...sizes].map(([size, timings]) => [size, Object.fromEntries(timings)]));
}
