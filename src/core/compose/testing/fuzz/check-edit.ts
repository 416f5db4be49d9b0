// For tests only: the properties that every edit of every file must have (docs/architecture.md).

import { isDeepStrictEqual } from 'node:util';
import { applyEdits, composeEdits, type Edits, invertEdits } from '../../../text/edit.ts';
import type { Refusal } from '../../../text/result.ts';
import type { ComposeDocument } from '../../document.ts';
import { openDocument } from '../../open-document.ts';
import type { Operation } from '../../operations/operation.ts';
import { formatOperation, parseOperation } from '../../operations/operation-text.ts';
import { planTransaction, planVerified } from '../../operations/plan-operations.ts';
import type { Problem } from '../../problem.ts';
import { checkSurroundings } from './check-surroundings.ts';
import { lostComments } from './lost-comments.ts';

/** The outcome of one try; `failure` names the violated property. */
export type Outcome =
  | {
      readonly kind: 'applied';
      readonly text: string;
      readonly document: ComposeDocument;
      /** The codes of new refusals by Compose that the edit announces (CN601). */
      readonly gained: readonly string[];
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly error: Refusal }
  | { readonly kind: 'failed'; readonly failure: string };

/** Tries operations as one transaction and checks every property, whether they apply or not. */
export function checkEdit(document: ComposeDocument, operations: readonly Operation[]): Outcome {
  try {
    const spoken = operations.find((operation) => !readsBack(operation));
    if (spoken) return failed('operation-text', `${formatOperation(spoken)} does not read back`);
    const planned = planTransaction(document, operations);
    if (!planned.ok) return checkRefusal(document, operations, planned.error);
    if (planned.value.edits.length === 0) return { kind: 'unchanged' };
    return checkApplied(document, operations, planned.value.edits, planned.value.document);
  } catch (error) {
    return failed('thrown', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/**
 * The refusals by Compose that each operation may cause, since it was requested explicitly. The edit announces them (CN601), and the person
 * decides.
 */
const SAID: ReadonlyMap<string, string> = new Map([
  ['image', 'no-image'],
  ['unset', 'no-image'],
  ['volume', 'undefined-volume'],
  ['add-service', 'undefined-network'],
]);

export function isSaid({ code }: Problem, operations: readonly Operation[]): boolean {
  return operations.some(
    (operation) => SAID.get('inner' in operation ? operation.inner.type : operation.type) === code,
  );
}

/** Returns the problems that Compose refuses only now; a renamed service keeps its problem under the new name. */
export function newlyRefused(before: readonly Problem[], after: readonly Problem[]): readonly Problem[] {
  const refused = (problems: readonly Problem[]): readonly Problem[] =>
    problems.filter(({ kind }) => kind === 'rejected');
  const [old, now] = [refused(before), refused(after)];
  if (now.length <= old.length) return [];
  const known = new Set(old.map(({ code, message }) => `${code} ${message}`));
  return now.filter(({ code, message }) => !known.has(`${code} ${message}`));
}

/** True for operations that replace a whole value, with its content, or rename it. */
export function replacesWhole(operation: Operation): boolean {
  const { type } = 'inner' in operation ? operation.inner : operation;
  return ['command', 'entrypoint', 'ipam', 'own', 'at-anchor'].includes(type);
}

function failed(property: string, detail: string): Outcome {
  return { kind: 'failed', failure: `${property}: ${detail}` };
}

function readsBack(operation: Operation): boolean {
  if ('inner' in operation) return readsBack(operation.inner);
  if (operation.type === 'add-service' && Object.keys(operation.body).length > 0) return true;
  const read = parseOperation(formatOperation(operation));
  return read.ok && isDeepStrictEqual(read.value, operation);
}

/** Checks that a refusal gives a reason, and that each choice it offers can be taken. */
function checkRefusal(
  document: ComposeDocument,
  operations: readonly Operation[],
  refusal: Refusal,
): Outcome {
  if (refusal.code === '' || refusal.message === '') return failed('refusal', 'without a code or a message');
  const broken = refusal.code === 'unusual-layout' && /would (?:break|change)/.test(refusal.message);
  const inner =
    refusal.code === 'only-entry' || refusal.code === 'not-a-collection' || refusal.code === 'not-found';
  if (broken || inner || refusal.code === 'has-errors') return failed('refusal', refusal.message);
  const shared = refusal.code === 'alias-shared' || refusal.code === 'merged-in';
  if (shared && !document.text.includes('*')) return failed('gave-up', refusal.message);
  for (const choice of refusal.choices) {
    const read = parseOperation(choice.operation);
    if (!read.ok) return failed('choice', `${choice.operation} is no operation`);
    // `own` and `at-anchor` were planned before they were offered.
    if (operations.length > 1 || 'inner' in read.value) continue;
    const taken = planVerified(document, read.value);
    if (!taken.ok && taken.error.code === refusal.code) {
      return failed('choice', `${choice.operation} is refused for the same reason, ${refusal.code}`);
    }
  }
  return { kind: 'refused', error: refusal };
}

function checkApplied(
  document: ComposeDocument,
  operations: readonly Operation[],
  edits: Edits,
  after: ComposeDocument,
): Outcome {
  const { text } = document;
  const next = applyEdits(text, edits);
  if (after.text !== next) return failed('edits', 'the document after is not the edited text');
  const undo = invertEdits(text, edits);
  if (applyEdits(next, undo) !== text) return failed('undo', 'the bytes differ');
  if (applyEdits(text, invertEdits(next, undo)) !== next) return failed('redo', 'the bytes differ');
  const fresh = openDocument(next);
  if (fresh.stale) return failed('readable', fresh.problems[0]?.message ?? '');
  const difference = firstDifference(after, fresh);
  if (difference !== null) return failed('incremental', difference);
  const steps = operations.length > 1 ? inSteps(document, operations) : null;
  if (steps !== null && steps !== next)
    return failed('compose', 'the operations one by one give another text');
  const again = operations.length === 1 ? repeated(after, operations) : null;
  if (again !== null) return failed('idempotent', again);
  const strayed = checkSurroundings(document, after, operations);
  if (strayed !== null) return failed('surroundings', strayed);
  const lost = operations.some(replacesWhole) ? [] : lostComments(text, next);
  if (lost.length > 0) return failed('comments', `${lost.join(', ')} is gone, and what it is about is not`);
  const gained = newlyRefused(document.problems, fresh.problems);
  const unsaid = gained.filter((problem) => !isSaid(problem, operations));
  if (unsaid.length > 0)
    return failed('accepted', unsaid.map(({ code, message }) => `${code}: ${message}`).join('; '));
  return { kind: 'applied', text: next, document: after, gained: gained.map(({ code }) => code) };
}

function firstDifference(after: ComposeDocument, fresh: ComposeDocument): string | null {
  const shape = (document: ComposeDocument): unknown =>
    document.fragments.map(({ kind, name, length }) => [kind, name, length]);
  if (!isDeepStrictEqual(shape(after), shape(fresh))) return 'fragments';
  if (!isDeepStrictEqual(after.topology, fresh.topology)) return 'topology';
  return isDeepStrictEqual(after.problems, fresh.problems) ? null : 'problems';
}

/** Returns the text after the operations one by one; null when they depend on another order, or one alone is refused. */
function inSteps(document: ComposeDocument, operations: readonly Operation[]): string | null {
  if (operations.some((operation) => operation.type === 'detach')) return null;
  let current = document;
  let edits: Edits = [];
  for (const operation of operations) {
    const planned = planVerified(current, operation);
    if (!planned.ok) return null;
    edits = composeEdits(edits, planned.value.edits);
    current = planned.value.document;
  }
  return applyEdits(document.text, edits);
}

const GONE: ReadonlySet<string> = new Set([
  'exists',
  'unknown-service',
  'unknown-network',
  'not-attached',
  'not-published',
  'unknown-intent',
]);

/**
 * Returns the reason why a repeated operation is not accepted without a change; null when nothing changes, or when its subject was renamed.
 */
function repeated(after: ComposeDocument, operations: readonly Operation[]): string | null {
  const again = planTransaction(after, operations);
  if (!again.ok) return GONE.has(again.error.code) ? null : `refused the second time: ${again.error.code}`;
  return again.value.edits.length === 0 ? null : 'the second time changes the text again';
}
