import type { TextEdit } from './edit.ts';

/**
 * Returns the replacement that turns `before` into `after`, without their common start and end; null when they are equal. `offset` is the
 * position of `before` in the edited text.
 */
export function trimmedEdit(before: string, after: string, offset = 0): TextEdit | null {
  if (before === after) return null;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shortest - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return {
    from: offset + start,
    to: offset + before.length - end,
    insert: after.slice(start, after.length - end),
  };
}
