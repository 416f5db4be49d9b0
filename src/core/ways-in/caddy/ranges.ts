// The ranges that a configuration itself distinguishes.

import { privateRanges } from './matchers.ts';

/** Returns the ranges other than those of `private_ranges`, which contain no visitor from outside. */
export function explicitRanges(ranges: readonly string[]): readonly string[] {
  return ranges.filter((range) => !privateRanges.includes(range));
}
