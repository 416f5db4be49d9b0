// Three-valued logic: unknown never counts as false.

import type { Tri } from '../../compose/topology.ts';

export function both(a: Tri, b: Tri): Tri {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : 'unknown';
}

export function either(a: Tri, b: Tri): Tri {
  if (a === true || b === true) return true;
  return a === false && b === false ? false : 'unknown';
}

export function not(a: Tri): Tri {
  return a === 'unknown' ? 'unknown' : !a;
}

/** Returns the value that all cases share; unknown when they differ or there are none. */
export function agreed<T>(values: readonly T[]): T | 'unknown' {
  const [first, ...rest] = values;
  if (first === undefined) return 'unknown';
  return rest.every((value) => value === first) ? first : 'unknown';
}
