// Reads a list at an index that is known to be valid.

/** Returns the item at an index; throws a RangeError when there is none. */
export function itemAt<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}
