/** Returns `base`, or the first free name of `base-2`, `base-3` …. */
export function freeName(base: string, taken: { has(name: string): boolean }): string {
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}
