import type { LeftOut } from '../import/project-input.ts';

/** How many values were left out: `3 values`. */
export function leftCount(left: LeftOut): string {
  const total = [...left.values()].reduce((sum, count) => sum + count, 0);
  return `${total} ${total === 1 ? 'value' : 'values'}`;
}

/** What was left out, by key in the order of their names: `command 1, environment 2`; empty where it was comments alone. */
export function leftOutText(left: LeftOut): string {
  return [...left]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => `${key} ${count}`)
    .join(', ');
}
