// Verification of edits before they are returned: the text is read again, and its model must be the expected one.

import type { Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import type { Path } from '../../yaml/tree.ts';
import type { ComposeDocument } from '../document.ts';
import { entityFragments } from '../fragment-at.ts';
import { holdsVariable } from '../project/values/interpolate.ts';
import type { Topology } from '../topology.ts';
import { updateDocument } from '../update-document.ts';
import type { DocumentEdit } from './document-edit.ts';
import { documentAfter } from './steps/document-after.ts';
import { firstDifference, firstElsewhere, firstStray } from './steps/expect-model.ts';
import { writeEdits } from './steps/write-edits.ts';

/** A verified change and the document after it. */
export interface PlannedChange {
  readonly edits: Edits;
  readonly document: ComposeDocument;
}

/** A change of an anchor: the document as it is edited, and the places that change with it. */
interface AnchorChange {
  readonly view: ComposeDocument;
  readonly also: readonly Path[];
}

/**
 * Writes the planned changes and verifies that the text matches the trees and that nothing else changes; refused otherwise. `what`: the
 * operation, for the message. `isDone`: true when the result is what was asked for.
 */
export function verifyPlanned(
  document: ComposeDocument,
  planned: readonly DocumentEdit[],
  what: string,
  isDone: (after: ComposeDocument) => boolean,
  { view, also }: AnchorChange = { view: document, also: [] },
): Result<PlannedChange> {
  const written = writeEdits(view, planned);
  if (!written.ok) return written;
  const read = readAgain(document, written.value, what);
  if (!read.ok || read.value.edits.length === 0) return read;
  const after = read.value.document;
  const expected = documentAfter(view, planned)?.topology;
  const difference = expected
    ? (firstDifference(expected, after.topology) ?? firstStray(document.topology, expected, after.topology))
    : strayDifference(document, after, planned, also);
  if (difference !== null) return refuseStray(document, what, difference);
  return isDone(after) ? read : refuseStray(document, what, changedEntity(planned));
}

/** Writes the changes of several operations at once; null where the text after them does not mean `expected`, or more changes. */
export function verifyTogether(
  document: ComposeDocument,
  planned: readonly DocumentEdit[],
  expected: Topology,
): Result<PlannedChange> | null {
  const written = writeEdits(document, planned);
  const read = written.ok ? readAgain(document, written.value, 'it') : null;
  if (!read?.ok) return null;
  const { topology } = read.value.document;
  const difference = firstDifference(expected, topology) ?? firstStray(document.topology, expected, topology);
  return difference === null ? read : null;
}

/**
 * Returns the first difference outside the changes that only the text shows; changes of the whole file before them are applied to the
 * trees.
 */
function strayDifference(
  document: ComposeDocument,
  after: ComposeDocument,
  planned: readonly DocumentEdit[],
  also: readonly Path[],
): string | null {
  const [first, ...others] = planned;
  const renamed = first?.do === 'everywhere' ? documentAfter(document, [first]) : null;
  return renamed
    ? firstElsewhere(renamed.topology, after.topology, others, also)
    : firstElsewhere(document.topology, after.topology, planned, also);
}

/** Returns the service or network that a change is about, for messages. */
export function changedEntity(planned: readonly DocumentEdit[]): string {
  const [first] = planned.flatMap((edit) => ('path' in edit ? [edit.path] : []));
  return `${first?.[0] === 'networks' ? 'network' : 'service'} ${first?.[1] ?? ''}`;
}

/** Verifies edits of the text against the model that `expect` returns. */
export function verifyEdits(
  document: ComposeDocument,
  planned: Edits,
  what: string,
  expect: () => Topology,
): Result<PlannedChange> {
  const read = readAgain(document, planned, what);
  if (!read.ok || read.value.edits.length === 0) return read;
  const expected = expect();
  const actual = read.value.document.topology;
  const difference = firstDifference(expected, actual) ?? firstStray(document.topology, expected, actual);
  return difference === null ? read : refuseStray(document, what, difference);
}

function readAgain(document: ComposeDocument, planned: Edits, what: string): Result<PlannedChange> {
  const edits = planned.filter(({ from, to, insert }) => document.text.slice(from, to) !== insert);
  if (edits.length === 0) return ok({ edits: [], document });
  const { document: after } = updateDocument(document, edits);
  if (after.stale && after.problems.some((problem) => problem.code === 'unresolved-alias')) {
    const message = `${what} would remove an anchor that others use; give this service its own copy, or edit the text`;
    return refuse('alias-shared', message);
  }
  if (after.stale) {
    const message = `${what} would break the file as it is written; edit the text`;
    return refuse('unusual-layout', message);
  }
  return ok({ edits, document: after });
}

/** Returns the refusal of edits with an unexpected effect: the text is shared, or holds a variable. */
export function refuseStray(document: ComposeDocument, what: string, where: string): Result<never> {
  const lead = `${what} would change more than was asked (${where})`;
  const shared = document.anchors.size > 0;
  const variables = document.text.includes('$') || document.fragments.some(({ tree }) => holdsVariable(tree));
  if (hasVariable(document, where) || (!shared && variables))
    return refuse('interpolated', `${lead}, since it is written with a variable; edit the text`);
  return shared
    ? refuse('alias-shared', `${lead}, since parts of the file are shared; edit the text`)
    : refuse('unusual-layout', `${lead}; edit the text`);
}

/** True when the entry `where` (`service web`) is written with a variable. */
function hasVariable(document: ComposeDocument, where: string): boolean {
  const [, kind, name = ''] = /^(service|network) (.*)$/s.exec(where) ?? [];
  if (kind !== 'service' && kind !== 'network') return false;
  return entityFragments(document, kind, name).some(({ fragment, from }) =>
    document.text.slice(from, from + fragment.length).includes('$'),
  );
}
