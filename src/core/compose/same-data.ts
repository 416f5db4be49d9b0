// Equality of plain data: objects and lists by what they hold, all else by identity.

/** True when two values have equal content in the same order. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameData(item, b[index]));
  }
  // No list of entries: after each edit all that follows from a service is compared with what followed before.
  const [left, right] = [Object.keys(a), Object.keys(b)];
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) {
    const key = left[index] as keyof typeof a;
    if (right[index] !== key || !sameData(a[key], b[key])) return false;
  }
  return true;
}

/** True when two lists hold the same values or objects in the same order. */
export function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
