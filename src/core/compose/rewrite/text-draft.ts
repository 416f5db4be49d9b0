// A text that is edited in steps, each planned on what the ones before it left; the edits of all are one change of the first text.

import { applyEdits, composeEdits, type Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import { type FileStyle, fileStyle } from '../../yaml/file-style.ts';
import { parseSlice, type Slice } from '../../yaml/slice.ts';

export interface TextDraft {
  readonly text: string;
  readonly edits: Edits;
  readonly style: FileStyle;
  /** True when nodes are found through aliases and merge keys, so that the anchor is changed. */
  readonly through: boolean;
}

/** Returns the draft of a whole file. */
export function draftOf(text: string): TextDraft {
  return { text, edits: [], style: fileStyle(text), through: false };
}

/** Returns the draft after one more edit, planned on its present text. */
export function changeText<D extends TextDraft>(draft: D, plan: (slice: Slice) => Result<Edits>): Result<D> {
  const slice = parseSlice(draft.text, draft.style);
  if (!slice) return refuse('has-errors', 'the text has errors; correct them first');
  const planned = plan({ ...slice, through: draft.through });
  if (!planned.ok) return planned;
  const edits = planned.value;
  if (edits.length === 0) return ok(draft);
  const text = applyEdits(draft.text, edits);
  return ok({ ...draft, text, edits: composeEdits(draft.edits, edits) });
}
