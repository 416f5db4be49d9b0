// A slice of the file while one operation works on it in steps; its edits are kept as one change of the slice.

import { composeEdits } from '../../../text/compose-edits.ts';
import { applyEdits, type Edits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import type { FileStyle } from '../../../yaml/file-style.ts';
import { parseSlice, type Slice } from '../../../yaml/slice.ts';

/** `path` leads from the root of `text` to what is edited. */
export interface Draft {
  readonly text: string;
  readonly path: readonly string[];
  readonly edits: Edits;
  readonly style: FileStyle;
  /** Whether nodes are found through aliases and merge keys, so that an anchor is what is changed. */
  readonly through: boolean;
}

/** The draft after one more edit, planned on its present text. */
export function change(draft: Draft, plan: (slice: Slice) => Result<Edits>): Result<Draft> {
  const slice = parseSlice(draft.text, draft.style);
  if (!slice) return refuse('has-errors', 'the text has errors; mend them first');
  const planned = plan({ ...slice, through: draft.through });
  if (!planned.ok) return planned;
  const edits = planned.value;
  if (edits.length === 0) return ok(draft);
  const text = applyEdits(draft.text, edits);
  return ok({ ...draft, text, edits: composeEdits(draft.edits, edits) });
}
