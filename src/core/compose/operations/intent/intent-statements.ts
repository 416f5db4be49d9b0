// The statements of `x-bulkhead.intents` in one file, for operations that add and remove them. The model does not hold them,
// so edits of them are verified here: the text is read again.

import type { Edits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { removeNode } from '../../../yaml/remove-node.ts';
import { findNode, type Slice } from '../../../yaml/slice.ts';
import type { Path } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { type IntentKind, type IntentStatement, readIntents } from '../../project/read-intents.ts';
import { topLevelTree } from '../../read-fragments.ts';
import { updateDocument } from '../../update-document.ts';

export interface PlacedStatement extends IntentStatement {
  readonly kind: IntentKind;
}

/** Every statement in the order of the file. */
export function statementsIn({ fragments }: ComposeDocument): readonly PlacedStatement[] {
  const { entries } = readIntents(topLevelTree(fragments, 'x-bulkhead'));
  return entries.flatMap(({ kind, statements }) => statements.map((statement) => ({ kind, ...statement })));
}

/** Takes a node away, and whatever holds nothing else. */
export function removeWithParents(slice: Slice, path: Path): Result<Edits> {
  let gone = path;
  while (gone.length > 1 && findNode(slice, gone)?.parent?.items.length === 1) gone = gone.slice(0, -1);
  return removeNode(slice, gone);
}

/** The edits, where the file then says exactly `expected` (in any order); refused where it would say something else. */
export function confirmStatements(
  document: ComposeDocument,
  edits: Edits,
  expected: readonly Omit<PlacedStatement, 'path'>[],
): Result<Edits> {
  const { document: after } = updateDocument(document, edits);
  const found = wordsOf(statementsIn(after));
  const wanted = wordsOf(expected);
  if (found.length === wanted.length && found.every((word, index) => word === wanted[index]))
    return ok(edits);
  return refuse(
    'unusual-layout',
    'the intents are written such that a change would say something else; edit the text',
  );
}

function wordsOf(statements: readonly Omit<PlacedStatement, 'path'>[]): readonly string[] {
  return statements.map(({ kind, text }) => `${kind}: ${text}`).sort();
}
