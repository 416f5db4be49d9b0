// Verification of edits before they are returned: the text is read again, and its model must be the expected one.

import type { Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import { entityFragments } from '../fragment-at.ts';
import type { Topology } from '../topology.ts';
import { updateDocument } from '../update-document.ts';
import { firstDifference, firstStray } from './steps/expect-model.ts';

/** A verified change and the document after it. */
export interface PlannedChange {
  readonly edits: Edits;
  readonly document: ComposeDocument;
}

/**
 * The change that `planned` makes, where it gives the model that `expect` returns; refused otherwise. `what`: the operation, for the
 * message.
 */
export function verifyEdits(
  document: ComposeDocument,
  planned: Edits,
  what: string,
  expect: () => Topology,
): Result<PlannedChange> {
  const edits = planned.filter(({ from, to, insert }) => document.text.slice(from, to) !== insert);
  if (edits.length === 0) return ok({ edits: [], document });
  const { document: after } = updateDocument(document, edits);
  if (after.stale && after.problems.some((problem) => problem.code === 'unresolved-alias')) {
    const message = `${what} would take an anchor away that others use; give this service its own copy, or edit the text`;
    return refuse('alias-shared', message);
  }
  if (after.stale) {
    const message = `the file is written such that ${what} would break it; edit the text`;
    return refuse('unusual-layout', message);
  }
  const expected = expect();
  const difference =
    firstDifference(expected, after.topology) ?? firstStray(document.topology, expected, after.topology);
  if (difference === null) return ok({ edits, document: after });
  return refuseStray(document, what, difference);
}

/** The refusal of edits with another effect than expected: others share the text, or it holds a variable. */
function refuseStray(document: ComposeDocument, what: string, where: string): Result<never> {
  const lead = `${what} would change something else than was asked (${where})`;
  const shared = document.anchors.size > 0;
  if (hasVariable(document, where) || (!shared && document.text.includes('$')))
    return refuse('interpolated', `${lead}, since it is written with a variable; edit the text`);
  return shared
    ? refuse('alias-shared', `${lead}, since parts of the file are shared; edit the text`)
    : refuse('unusual-layout', `${lead}; edit the text`);
}

/** Whether the entry `where` (`service web`) is written with a variable. */
function hasVariable(document: ComposeDocument, where: string): boolean {
  const [, kind, name = ''] = /^(service|network) (.*)$/s.exec(where) ?? [];
  if (kind !== 'service' && kind !== 'network') return false;
  return entityFragments(document, kind, name).some(({ fragment, from }) =>
    document.text.slice(from, from + fragment.length).includes('$'),
  );
}
