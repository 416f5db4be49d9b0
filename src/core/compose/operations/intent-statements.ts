// The statements of `x-bulkhead.intents` in one file, for operations that add and remove them. The model does not hold them,
// so edits of them are verified here: the text is read again.

import type { Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import { type IntentKind, type IntentStatement, readIntents } from '../project/read-intents.ts';
import { topLevelTree } from '../read-fragments.ts';
import { updateDocument } from '../update-document.ts';

export interface PlacedStatement extends IntentStatement {
  readonly kind: IntentKind;
}

/** Every statement in the order of the file. */
export function statementsIn({ fragments }: ComposeDocument): readonly PlacedStatement[] {
  const { entries } = readIntents(topLevelTree(fragments, 'x-bulkhead'));
  return entries.flatMap(({ kind, statements }) => statements.map((statement) => ({ kind, ...statement })));
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
