// Several operations as one transaction, left to right.

import { composeEdits, type Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import { planShared, withSharedChoices } from './anchors/plan-shared.ts';
import type { Operation, PlainOperation } from './operation.ts';
import { kindOf, planEdits, reduceModel } from './registry.ts';
import { writeEdits } from './steps/write-edits.ts';
import { type PlannedChange, verifyEdits } from './verify-edits.ts';

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
  return newlyRefused(document, current) ?? ok({ edits, document: current });
}

/** What no edit may lead to: it can be said another way, or not at all. */
const NEVER: ReadonlySet<string> = new Set(['dependency-cycle', 'container-name-replicas']);

/** Refuses changes after which Compose refuses the file for one of those reasons, and did not before. */
function newlyRefused(before: ComposeDocument, after: ComposeDocument): Result<never> | null {
  if (after === before) return null;
  const reasons = ({ problems }: ComposeDocument) => problems.filter(({ code }) => NEVER.has(code));
  const known = reasons(before);
  const now = reasons(after);
  // A service that was renamed has the same problem under another name.
  if (now.length <= known.length) return null;
  const made = now.find(({ message }) => known.every((one) => one.message !== message));
  if (!made) return null;
  return refuse(made.code, `Compose would refuse the file: ${made.message}. ${made.advice}`);
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
  const written = planned.ok ? writeEdits(document, planned.value) : planned;
  if (!written.ok) return written;
  const verified = verifyEdits(document, written.value, operation.type, () =>
    reduceModel(document, operation),
  );
  return (
    (verified.ok && kindOf(operation).confirm?.(document, verified.value.document, operation)) || verified
  );
}
