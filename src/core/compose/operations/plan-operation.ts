// From what a person means to edits of the text. Plans are verified: the text is read again and must say what was meant,
// and nothing else may have changed.

import type { Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import { planShared, withSharedChoices } from './anchors/plan-shared.ts';
import type { Operation, PlainOperation } from './operation.ts';
import { planEdits, reduceModel } from './registry.ts';
import { type PlannedChange, verifyEdits } from './verify-edits.ts';

/** The edits that carry out one operation, offsets into `document.text`; applies nothing. */
export function planOperation(document: ComposeDocument, operation: Operation): Result<Edits> {
  const planned = planVerified(document, operation);
  return planned.ok ? ok(planned.value.edits) : planned;
}

/** As `planOperation`, with the document that the verification made anyway. */
export function planVerified(document: ComposeDocument, operation: Operation): Result<PlannedChange> {
  if (document.stale)
    return refuse('has-errors', 'the file cannot be read at the moment; mend its text first');
  if (operation.type === 'own' || operation.type === 'at-anchor')
    return planShared(document, operation, planPlain);
  const planned = planPlain(document, operation);
  return planned.ok ? planned : withSharedChoices(document, operation, planned.error, planPlain);
}

function planPlain(document: ComposeDocument, operation: PlainOperation): Result<PlannedChange> {
  const planned = planEdits(document, operation);
  if (!planned.ok) return planned;
  return verifyEdits(document, planned.value, operation.type, () => reduceModel(document, operation));
}
