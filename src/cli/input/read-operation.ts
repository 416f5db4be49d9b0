// An operation as a person or an agent writes it.

import type { Operation } from '../../core/compose/operations/operation.ts';
import { parseOperation } from '../../core/compose/operations/operation-text.ts';
import { CallFailure } from '../call-failure.ts';
import { formatRefusal } from '../output/format-refusal.ts';

/** The operation that `text` says; a failure that says what is wrong with it. */
export function readOperation(text: string): Operation {
  const parsed = parseOperation(text);
  if (parsed.ok) return parsed.value;
  throw new CallFailure(formatRefusal(parsed.error));
}
