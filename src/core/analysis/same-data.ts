// Equality of plain data: objects and lists by what they hold, all else by identity.

/** Whether two values hold the same, in the same order. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameData(item, b[index]));
  }
  const [left, right] = [Object.entries(a), Object.entries(b)];
  if (left.length !== right.length) return false;
  for (const [index, [key, value]] of left.entries()) {
    const other = right[index];
    if (!other || other[0] !== key || !sameData(value, other[1])) return false;
  }
  return true;
}

/** Whether two lists hold the same values or objects, in the same order. */
export function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
