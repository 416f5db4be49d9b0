// Whole numbers as Compose reads them, out of numbers and numeric strings.

import type { Tree } from '../../yaml/tree.ts';
import { readNumber } from './read-number.ts';

/** The whole number that a value stands for; null when it is none, or written with a fraction or an exponent. */
export function readInteger(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): number | null {
  const number = readNumber(tree, environment);
  return number?.whole && Number.isSafeInteger(number.value) ? number.value : null;
}
