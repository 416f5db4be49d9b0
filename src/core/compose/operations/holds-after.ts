// Whether what an operation asks for holds in a file: planned again, it has nothing left to do, or nothing to do it to.

import type { ComposeDocument } from '../document.ts';
import type { PlainOperation } from './operation.ts';
import { planEdits } from './registry.ts';
import { writeEdits } from './steps/write-edits.ts';

/** Refusals that mean success after an operation: a removed entry is gone, an added one exists. */
const DONE_CODES: ReadonlySet<string> = new Set([
  'unknown-network',
  'unknown-service',
  'unknown-intent',
  'exists',
]);

/** True when an operation has nothing left to do, judged by the trees alone. */
export function hasNothingLeft(document: ComposeDocument, operation: PlainOperation): boolean {
  const again = planEdits(document, operation);
  return again.ok ? again.value.length === 0 : DONE_CODES.has(again.error.code);
}

export function holdsAfter(document: ComposeDocument, operation: PlainOperation): boolean {
  const again = planEdits(document, operation);
  if (!again.ok) return DONE_CODES.has(again.error.code);
  if (again.value.length === 0) return true;
  // The text that is to be written may be there already.
  const written = writeEdits(document, again.value);
  return (
    written.ok && written.value.every(({ from, to, insert }) => document.text.slice(from, to) === insert)
  );
}
