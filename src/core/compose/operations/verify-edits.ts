// Edits are verified before anybody sees them: the text is read again and must say what was meant, and nothing else.

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

/** The change that `planned` makes, where it gives the model that `expect` says; `what` is the operation in a word. */
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

/** The edits would do something else than was meant: because others share the text, or because a variable says it. */
function refuseStray(document: ComposeDocument, what: string, where: string): Result<never> {
  const lead = `${what} would change something else than was asked (${where})`;
  const shared = document.anchors.size > 0;
  if (hasVariable(document, where) || (!shared && document.text.includes('$')))
    return refuse('interpolated', `${lead}, since it is written with a variable; edit the text`);
  return shared
    ? refuse('alias-shared', `${lead}, since parts of the file are shared; edit the text`)
    : refuse('unusual-layout', `${lead}; edit the text`);
}

/** Whether what `where` names (`service web`) is written with a variable. */
function hasVariable(document: ComposeDocument, where: string): boolean {
  const [, kind, name = ''] = /^(service|network) (.*)$/s.exec(where) ?? [];
  if (kind !== 'service' && kind !== 'network') return false;
  return entityFragments(document, kind, name).some(({ fragment, from }) =>
    document.text.slice(from, from + fragment.length).includes('$'),
  );
}
