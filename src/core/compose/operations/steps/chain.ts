// Several edits in a row, each planned on the result of the one before, as one change of the text.

import { composeEdits, type Edits } from '../../../text/edit.ts';
import { ok, type Result } from '../../../text/result.ts';
import type { ComposeDocument } from '../../document.ts';
import { updateDocument } from '../../update-document.ts';

/** The edits of all steps together; the first refusal ends it. */
export function chain(
  document: ComposeDocument,
  steps: readonly ((document: ComposeDocument) => Result<Edits>)[],
): Result<Edits> {
  let current = document;
  let edits: Edits = [];
  for (const step of steps) {
    const planned = step(current);
    if (!planned.ok) return planned;
    if (planned.value.length === 0) continue;
    edits = composeEdits(edits, planned.value);
    current = updateDocument(current, planned.value).document;
  }
  return ok(edits);
}
