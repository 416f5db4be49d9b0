// Several operations as one transaction, left to right.

import { composeEdits, type Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import { modelProblems } from '../open-document.ts';
import { planShared, withSharedChoices } from './anchors/plan-shared.ts';
import type { DocumentEdit } from './document-edit.ts';
import { hasNothingLeft, holdsAfter } from './holds-after.ts';
import type { Operation, PlainOperation } from './operation.ts';
import { kindOf, planEdits } from './registry.ts';
import { documentAfter } from './steps/document-after.ts';
import { isOrdinary } from './steps/is-ordinary.ts';
import {
  changedEntity,
  type PlannedChange,
  refuseStray,
  verifyPlanned,
  verifyTogether,
} from './verify-edits.ts';

/** Returns the edits of all operations together; one refusal refuses all. */
export function planOperations(document: ComposeDocument, operations: readonly Operation[]): Result<Edits> {
  const planned = planTransaction(document, operations);
  return planned.ok ? ok(planned.value.edits) : planned;
}

/** Plans all operations and returns their edits with the document after them. */
export function planTransaction(
  document: ComposeDocument,
  operations: readonly Operation[],
): Result<PlannedChange> {
  return planTogether(document, operations) ?? planInOrder(document, operations, planPlain);
}

/**
 * Plans several operations on the trees and writes them at once, so that the text is read again once and not for each; null where only the
 * text shows whether they apply, or what a refusal says.
 */
function planTogether(
  document: ComposeDocument,
  operations: readonly Operation[],
): Result<PlannedChange> | null {
  if (operations.length < 2) return null;
  const planned = planOnTreesAlone(document, operations);
  if (!planned?.ok) return null;
  const { after, edits } = planned.value;
  const verified = verifyTogether(document, edits, after.topology);
  return verified?.ok ? (refuseNewProblems(document, verified.value.document) ?? verified) : null;
}

/** Returns the document after operations by its trees alone, for a model without a text. */
export function planModel(
  document: ComposeDocument,
  operations: readonly Operation[],
): Result<ComposeDocument> {
  const planned = planInOrder(document, operations, planOnTrees);
  return planned.ok ? ok(planned.value.document) : planned;
}

type PlanPlain = (document: ComposeDocument, operation: PlainOperation) => Result<PlannedChange>;

function planInOrder(
  document: ComposeDocument,
  operations: readonly Operation[],
  plan: PlanPlain,
): Result<PlannedChange> {
  let edits: Edits = [];
  let current = document;
  for (const operation of withAttachmentsFirst(operations)) {
    const planned = planOperationWith(current, operation, plan);
    if (!planned.ok) return planned;
    edits = composeEdits(edits, planned.value.edits);
    current = planned.value.document;
  }
  return refuseNewProblems(document, current) ?? ok({ edits, document: current });
}

/**
 * Returns the document with the trees after the operations and the text before them. Null where only the text shows whether the operations
 * apply.
 */
export function planTrees(
  document: ComposeDocument,
  operations: readonly Operation[],
): Result<ComposeDocument> | null {
  const planned = planOnTreesAlone(document, operations);
  if (!planned?.ok) return planned;
  const { after: current } = planned.value;
  if (current === document) return ok(document);
  const after = { ...current, problems: [...current.fileProblems, ...modelProblems(current)] };
  return refuseNewProblems(document, after) ?? ok(after);
}

/** Changes of the trees, and the document with the trees after them. */
interface ChangedTrees {
  readonly after: ComposeDocument;
  readonly edits: readonly DocumentEdit[];
}

function planOnTreesAlone(
  document: ComposeDocument,
  operations: readonly Operation[],
): Result<ChangedTrees> | null {
  if (document.stale) return null;
  const plain = withAttachmentsFirst(operations).filter(
    (operation) => operation.type !== 'own' && operation.type !== 'at-anchor',
  );
  if (plain.length < operations.length) return null;
  let current = document;
  const edits: DocumentEdit[] = [];
  for (const batch of batchesOf(plain)) {
    const changed = treesAfter(current, batch);
    if (changed === null) return null;
    // A refusal may rest on the text, which is the one before the first of them.
    if (!changed.ok) return current === document ? changed : null;
    current = changed.value.after;
    edits.push(...changed.value.edits);
  }
  return ok({ after: current, edits });
}

/** Operations whose plan depends only on their own service and on the declared networks. */
const MEMBERSHIP_CHANGES: ReadonlySet<string> = new Set(['attach', 'detach', 'move']);

/** Groups consecutive operations that can be planned on the same trees: those on different services, and new networks. */
function batchesOf(operations: readonly PlainOperation[]): readonly (readonly PlainOperation[])[] {
  const batches: PlainOperation[][] = [];
  let subjects = new Set<string>();
  for (const operation of operations) {
    const subject = subjectOf(operation);
    const last = batches.at(-1);
    const [first] = last ?? [];
    const together =
      subject !== null &&
      first &&
      MEMBERSHIP_CHANGES.has(first.type) === MEMBERSHIP_CHANGES.has(operation.type);
    if (last && together && subjects.size > 0 && !subjects.has(subject)) {
      last.push(operation);
      subjects.add(subject);
    } else {
      batches.push([operation]);
      subjects = new Set(subject === null ? [] : [subject]);
    }
  }
  return batches;
}

function subjectOf(operation: PlainOperation): string | null {
  if (operation.type === 'add-network') return operation.network;
  return MEMBERSHIP_CHANGES.has(operation.type) && 'service' in operation ? operation.service : null;
}

function treesAfter(
  document: ComposeDocument,
  operations: readonly PlainOperation[],
): Result<ChangedTrees> | null {
  const edits: DocumentEdit[] = [];
  for (const operation of operations) {
    const planned = planEdits(document, operation);
    if (!planned.ok) return planned;
    if (planned.value.length === 0) continue;
    if (!planned.value.every((edit) => isOrdinary(document, edit))) return null;
    edits.push(...planned.value);
  }
  if (edits.length === 0) return ok({ after: document, edits });
  const after = documentAfter(document, edits);
  if (after === null) return null;
  if (!operations.every((operation) => hasNothingLeft(after, operation))) return null;
  if (operations.some((operation) => kindOf(operation).confirm?.(document, after, operation))) return null;
  return ok({ after, edits });
}

/** Problems that no edit may cause; each can be avoided. */
const FORBIDDEN_PROBLEMS: ReadonlySet<string> = new Set(['dependency-cycle', 'container-name-replicas']);

/** Refuses changes that cause one of these problems. */
function refuseNewProblems(before: ComposeDocument, after: ComposeDocument): Result<never> | null {
  if (after === before) return null;
  const reasons = ({ problems }: ComposeDocument) =>
    problems.filter(({ code }) => FORBIDDEN_PROBLEMS.has(code));
  const known = reasons(before);
  const now = reasons(after);
  // A service that was renamed has the same problem under another name.
  if (now.length <= known.length) return null;
  const made = now.find(({ message }) => known.every((problem) => problem.message !== message));
  if (!made) return null;
  return refuse(made.code, `Compose would refuse the file: ${made.message}. ${made.advice}`);
}

/** Orders operations so that a detachment waits for later attachments of the same service: `last-network` is checked at the end. */
function withAttachmentsFirst(operations: readonly Operation[]): readonly Operation[] {
  const ordered: Operation[] = [];
  const waiting: Operation[] = [];
  for (const [i, operation] of operations.entries()) {
    const later = operations.slice(i + 1);
    if (
      operation.type === 'detach' &&
      operation.last === null &&
      later.some((next) => attaches(next, operation.service))
    ) {
      waiting.push(operation);
      continue;
    }
    ordered.push(operation);
    const ready = waiting.filter(
      (operation) => operation.type === 'detach' && !later.some((next) => attaches(next, operation.service)),
    );
    for (const operation of ready) {
      ordered.push(operation);
      waiting.splice(waiting.indexOf(operation), 1);
    }
  }
  return ordered;
}

function attaches(operation: Operation, service: string): boolean {
  if (operation.type !== 'attach' && operation.type !== 'mode') return false;
  return operation.service === service;
}

/** Returns the edits of one operation, as offsets into `document.text`, without applying them. */
export function planOperation(document: ComposeDocument, operation: Operation): Result<Edits> {
  const planned = planVerified(document, operation);
  return planned.ok ? ok(planned.value.edits) : planned;
}

/** Plans one operation and returns its edits with the verified document. */
export function planVerified(document: ComposeDocument, operation: Operation): Result<PlannedChange> {
  return planOperationWith(document, operation, planPlain);
}

function planOperationWith(
  document: ComposeDocument,
  operation: Operation,
  plan: PlanPlain,
): Result<PlannedChange> {
  if (document.stale) return refuse('has-errors', 'the file cannot be read; fix its text first');
  if (operation.type === 'own' || operation.type === 'at-anchor')
    return planShared(document, operation, plan);
  const planned = plan(document, operation);
  return planned.ok ? planned : withSharedChoices(document, operation, planned.error, plan);
}

function planPlain(document: ComposeDocument, operation: PlainOperation): Result<PlannedChange> {
  const planned = planEdits(document, operation);
  if (!planned.ok) return planned;
  const kind = kindOf(operation);
  const verified = verifyPlanned(document, planned.value, operation.type, (after) =>
    holdsAfter(after, operation),
  );
  return (verified.ok && kind.confirm?.(document, verified.value.document, operation)) || verified;
}

/** Plans one operation on the trees, without edits of the text. */
function planOnTrees(document: ComposeDocument, operation: PlainOperation): Result<PlannedChange> {
  const planned = planEdits(document, operation);
  if (!planned.ok) return planned;
  if (planned.value.length === 0) return ok({ edits: [], document });
  const after = documentAfter(document, planned.value);
  if (after === null || !hasNothingLeft(after, operation))
    return refuseStray(document, operation.type, changedEntity(planned.value));
  const refused = kindOf(operation).confirm?.(document, after, operation);
  return refused ?? ok({ edits: [], document: { ...after, problems: modelProblems(after) } });
}
