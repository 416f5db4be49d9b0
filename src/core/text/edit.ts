// Edits as values: a change of a text is data that can be applied, inverted, composed and shifted. Independent of YAML and Compose.

import { checkedForward } from './walk.ts';

/** A replacement: the characters from `from` (inclusive) to `to` (exclusive) become `insert`. Offsets are UTF-16 units. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** A change of a whole text: sorted by `from`, disjoint, with every offset into the text *before* the change. */
export type Edits = readonly TextEdit[];

/** Returns edits sorted by position; throws a RangeError when two overlap, which only a faulty planner can cause. */
export function normalizeEdits(edits: Edits): Edits {
  const sorted = [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1] as TextEdit;
    const after = sorted[i] as TextEdit;
    if (after.from < before.to) {
      throw new RangeError(`edits overlap: [${before.from}, ${before.to}) and [${after.from}, ${after.to})`);
    }
  }
  return sorted;
}

/** Returns the text after `edits`. */
export function applyEdits(text: string, edits: Edits): string {
  let result = '';
  let position = 0;
  for (const edit of edits) {
    result += text.slice(position, edit.from) + edit.insert;
    position = edit.to;
  }
  return result + text.slice(position);
}

/** Returns the edits that undo `edits`; their offsets are into the text after the change. */
export function invertEdits(text: string, edits: Edits): Edits {
  const inverse: TextEdit[] = [];
  let shift = 0;
  for (const edit of edits) {
    const from = edit.from + shift;
    inverse.push({ from, to: from + edit.insert.length, insert: text.slice(edit.from, edit.to) });
    shift += edit.insert.length - (edit.to - edit.from);
  }
  return inverse;
}

/** Returns edits planned on a slice with their offsets moved to the slice's position in the whole text. */
export function shiftEdits(edits: Edits, by: number): Edits {
  return by === 0 ? edits : edits.map(({ from, to, insert }) => ({ from: from + by, to: to + by, insert }));
}

/** Returns the change that applies `first`, then `second`; its offsets are into the text before both. */
export function composeEdits(first: Edits, second: Edits): Edits {
  const result: TextEdit[] = [];
  let old = 0;
  let next = 0;
  // How many characters of the insertion of `first[next]` were passed; -1 before its position is reached.
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
  /** Advances by `count` characters of the text between both changes, which stay or are deleted by `second`. */
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
      old = checkedForward(old, old + run);
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
