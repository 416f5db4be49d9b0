// Several operations as one transaction, left to right.

import { composeEdits } from '../../text/compose-edits.ts';
import type { Edits } from '../../text/edit.ts';
import { ok, type Result } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import type { Operation } from './operation.ts';
import { planVerified } from './plan-operation.ts';
import type { PlannedChange } from './verify-edits.ts';

/** The edits of all operations together; one refusal refuses all. */
export function planOperations(document: ComposeDocument, operations: readonly Operation[]): Result<Edits> {
  const planned = planTransaction(document, operations);
  return planned.ok ? ok(planned.value.edits) : planned;
}

/** As `planOperations`, with the document after all of them. */
export function planTransaction(
  document: ComposeDocument,
  operations: readonly Operation[],
): Result<PlannedChange> {
  let edits: Edits = [];
  let current = document;
  for (const operation of attachFirst(operations)) {
    const planned = planVerified(current, operation);
    if (!planned.ok) return planned;
    edits = composeEdits(edits, planned.value.edits);
    current = planned.value.document;
  }
  return ok({ edits, document: current });
}

/**
 * `last-network` is checked at the end: a service that is detached and then attached elsewhere is never without a network,
 * so the detachment waits for the attachments that follow it.
 */
function attachFirst(operations: readonly Operation[]): readonly Operation[] {
  const ordered: Operation[] = [];
  const waiting: Operation[] = [];
  for (const [i, operation] of operations.entries()) {
    const later = operations.slice(i + 1);
    if (
      operation.type === 'detach' &&
      operation.last === null &&
      later.some((one) => gives(one, operation.service))
    ) {
      waiting.push(operation);
      continue;
    }
    ordered.push(operation);
    const ready = waiting.filter(
      (one) => one.type === 'detach' && !later.some((next) => gives(next, one.service)),
    );
    for (const one of ready) {
      ordered.push(one);
      waiting.splice(waiting.indexOf(one), 1);
    }
  }
  return ordered;
}

function gives(operation: Operation, service: string): boolean {
  if (operation.type !== 'attach' && operation.type !== 'mode') return false;
  return operation.service === service;
}
