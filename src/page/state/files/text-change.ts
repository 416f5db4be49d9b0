import type { Edits } from '../../../core/text/edit.ts';

/**
 * Returns the edits that turn one text into another: a single replacement between their common start and end, or none when they are equal.
 */
export function textChange(before: string, after: string): Edits {
  if (before === after) return [];
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [{ from: start, to: before.length - end, insert: after.slice(start, after.length - end) }];
}
