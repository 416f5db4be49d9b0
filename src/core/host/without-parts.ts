/** A stack that was read: its files by path, those it is merged of and those it includes or extends. */
export interface ReadFiles {
  /** In order of merging. */
  readonly order: readonly string[];
  /** All that were read for it. */
  readonly files: readonly string[];
}

/** The stacks without those whose first file another one includes or extends: they are a part of that one. */
export function withoutParts<T>(stacks: readonly T[], filesOf: (stack: T) => ReadFiles | null): readonly T[] {
  const readers = new Map<string, T[]>();
  for (const stack of stacks) {
    const { order = [], files = [] } = filesOf(stack) ?? {};
    for (const file of files) {
      if (!order.includes(file)) readers.set(file, [...(readers.get(file) ?? []), stack]);
    }
  }
  const parts = new Set<T>();
  for (const stack of stacks) {
    const others = readers.get(filesOf(stack)?.order[0] ?? '') ?? [];
    if (others.some((one) => one !== stack && !parts.has(one))) parts.add(stack);
  }
  return stacks.filter((stack) => !parts.has(stack));
}
