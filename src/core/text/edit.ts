// Edits as values: a change of a text is data that can be applied, inverted, composed and mapped through.
// Knows nothing of YAML or Compose.

/** One replacement: the characters from `from` (inclusive) to `to` (exclusive) become `insert`. Offsets are UTF-16 units. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** A change of a whole text: sorted by `from`, disjoint, every offset into the text *before* the change. */
export type Edits = readonly TextEdit[];

/** Sorts edits by position; throws a RangeError when two of them overlap, which only a wrong planner can cause. */
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

/** The text after `edits`. */
export function applyEdits(text: string, edits: Edits): string {
  let result = '';
  let position = 0;
  for (const edit of edits) {
    result += text.slice(position, edit.from) + edit.insert;
    position = edit.to;
  }
  return result + text.slice(position);
}

/** The edits that undo `edits`; their offsets are into the text after the change. */
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

/** Moves edits that were planned on a slice to the place of that slice in the whole text. */
export function shiftEdits(edits: Edits, by: number): Edits {
  return by === 0 ? edits : edits.map(({ from, to, insert }) => ({ from: from + by, to: to + by, insert }));
}
