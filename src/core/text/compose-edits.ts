// Two changes in a row as one.

import type { Edits, TextEdit } from './edit.ts';

/** The change that does `first`, then `second`; its offsets are into the text before both. */
export function composeEdits(first: Edits, second: Edits): Edits {
  const result: TextEdit[] = [];
  let old = 0;
  let next = 0;
  // How much of the insertion of `first[next]` was passed; -1 while its place is not reached.
  let used = -1;
  let current: { from: number; to: number; insert: string } | null = null;

  const touch = (): { from: number; to: number; insert: string } => {
    current ??= { from: old, to: old, insert: '' };
    return current;
  };
  const flush = (): void => {
    if (current && (current.to > current.from || current.insert !== '')) result.push(current);
    current = null;
  };
  /** Goes on by `count` characters of the middle text, which stay or are deleted by `second`. */
  const pass = (count: number, stays: boolean): void => {
    let left = count;
    while (left > 0) {
      const edit = first[next];
      if (edit && used < 0 && edit.from === old) {
        const open = touch();
        open.to = edit.to;
        old = edit.to;
        used = 0;
      }
      if (edit && used >= 0) {
        const part = edit.insert.slice(used, used + left);
        if (stays && part !== '') touch().insert += part;
        used += part.length;
        left -= part.length;
        if (used === edit.insert.length) {
          used = -1;
          next++;
        }
        continue;
      }
      const run = Math.min(left, edit ? edit.from - old : left);
      if (stays) flush();
      else touch().to = old + run;
      old += run;
      left -= run;
    }
  };

  let middle = 0;
  for (const edit of second) {
    pass(edit.from - middle, true);
    touch().insert += edit.insert;
    pass(edit.to - edit.from, false);
    middle = edit.to;
  }
  const open = first[next];
  if (open && used >= 0) {
    touch().insert += open.insert.slice(used);
    next++;
  }
  const following = first[next];
  const reached = current as { from: number; to: number; insert: string } | null;
  if (reached && following && following.from === reached.to) {
    reached.to = following.to;
    reached.insert += following.insert;
    next++;
  }
  flush();
  result.push(...first.slice(next));
  return result;
}
