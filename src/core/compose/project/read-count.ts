// How many of something: a whole number in any spelling, `2.0` and `1e1` included.

import type { Tree } from '../../yaml/tree.ts';
import { readNumber } from './read-number.ts';

/** The count that a value stands for; null when it is none. */
export function readCount(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): number | null {
  const number = readNumber(tree, environment);
  return number !== null && Number.isSafeInteger(number.value) ? number.value : null;
}
