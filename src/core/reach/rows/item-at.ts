// Reading a list by an index that is known to be good.

/** The item at `index`; a miss is a programming error. */
export function itemAt<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}
