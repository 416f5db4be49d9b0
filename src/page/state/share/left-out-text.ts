import type { LeftOut } from '../import/project-input.ts';

/** Returns the number of values that were left out: `3 values`. */
export function leftCount(left: LeftOut): string {
  const total = [...left.values()].reduce((sum, count) => sum + count, 0);
  return `${total} ${total === 1 ? 'value' : 'values'}`;
}

/** Returns the left-out values, by sorted keys: `command 1, environment 2`; empty when only comments were left out. */
export function leftOutText(left: LeftOut): string {
  return [...left]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => `${key} ${count}`)
    .join(', ');
}
