// For tests only: operations in their command-line form, carried out on a text.

import { expect } from 'vitest';
import { applyEdits, invertEdits } from '../../text/edit.ts';
import { openDocument } from '../open-document.ts';
import { parseOperation } from '../operations/operation-text.ts';
import { planOperations } from '../operations/plan-operations.ts';

/** Returns the text after operations, or `refused: CODE` with the choices, one a line. Also checks undo. */
export function editText(text: string, ...operations: readonly string[]): string {
  const parsed = operations.map((operation) => {
    const result = parseOperation(operation);
    if (!result.ok) throw new Error(`${operation}: ${result.error.message}`);
    return result.value;
  });
  const planned = planOperations(openDocument(text), parsed);
  if (!planned.ok) {
    const choices = planned.error.choices.map((choice) => choice.operation);
    return [`refused: ${planned.error.code}`, ...choices].join('\n');
  }
  const after = applyEdits(text, planned.value);
  expect(applyEdits(after, invertEdits(text, planned.value))).toBe(text);
  return after;
}
