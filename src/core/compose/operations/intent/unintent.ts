// Removing an intent: its item, and with the last one the list and the block.

import type { Edits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { fileStyle } from '../../../yaml/file-style.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import type { Slice } from '../../../yaml/slice.ts';
import { splitStatements } from '../../project/read/read-intents.ts';
import { updateDocument } from '../../update-document.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, type Draft } from '../steps/edit-entity.ts';
import {
  confirmStatements,
  type IntentOperation,
  intentForm,
  type PlacedStatement,
  removeWithParents,
  statementsIn,
} from './intent-statements.ts';

export const unintent: OperationKind<IntentOperation<'unintent'>> = {
  ...intentForm('unintent'),
  plan(document, { kind, text }) {
    const all = statementsIn(document);
    const wanted = splitStatements(kind, text);
    const unknown = wanted.find(
      (statement) => !all.some((one) => one.kind === kind && one.text === statement),
    );
    if (unknown !== undefined) return refuse('unknown-intent', `there is no intent "${kind}: ${unknown}"`);
    const kept = all.filter((one) => one.kind !== kind || !wanted.includes(one.text));
    let draft: Result<Draft> = ok({
      text: document.text,
      path: [],
      through: false,
      edits: [],
      style: fileStyle(document.text),
    });
    let left = all;
    while (draft.ok && left.length > kept.length) {
      const gone = left.find((one) => one.kind === kind && wanted.includes(one.text));
      if (!gone) break;
      const present = left;
      draft = change(draft.value, (slice) => removeStatement(slice, gone, present));
      if (draft.ok) left = statementsIn(updateDocument(document, draft.value.edits).document);
    }
    return draft.ok ? confirmStatements(document, draft.value.edits, kept) : draft;
  },
  reduce: (topology) => topology,
};

/** A statement in a text with others is cut out of that text; else its node is removed. */
function removeStatement(
  slice: Slice,
  gone: PlacedStatement,
  all: readonly PlacedStatement[],
): Result<Edits> {
  const at = JSON.stringify(gone.path);
  const beside = all.filter((one) => one !== gone && JSON.stringify(one.path) === at);
  if (beside.length > 0) return replaceValue(slice, gone.path, beside.map(({ text }) => text).join(', '));
  return removeWithParents(slice, gone.path);
}
