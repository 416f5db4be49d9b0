/** `base`, or the first of `base-2`, `base-3` … that is free. */
export function freeName(base: string, taken: { has(name: string): boolean }): string {
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}
