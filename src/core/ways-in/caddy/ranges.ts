// Ranges that a configuration itself tells apart.

import { privateRanges } from './matchers.ts';

/** Without those that stand for all private addresses: who visits from outside has none of them. */
export function saidRanges(ranges: readonly string[]): readonly string[] {
  return ranges.filter((range) => !privateRanges.includes(range));
}
