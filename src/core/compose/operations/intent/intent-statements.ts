// The statements of `x-bulkhead.intents` in one file, for operations that add and remove them. The model does not hold them,
// so edits of them are verified here: the text is read again.

import type { Edits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { removeNode } from '../../../yaml/remove-node.ts';
import { findNode, type Slice } from '../../../yaml/slice.ts';
import type { Path } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import {
  type IntentKind,
  type IntentStatement,
  intentKinds,
  readIntents,
} from '../../project/read/read-intents.ts';
import { topLevelTree } from '../../read-fragments.ts';
import { updateDocument } from '../../update-document.ts';
import type { OperationKind } from '../operation-kind.ts';

/** A statement of `x-bulkhead.intents`: `front -> db`; subjects or ports may be several, with commas between. */
export interface IntentOperation<T extends 'intent' | 'unintent'> {
  readonly type: T;
  readonly kind: IntentKind;
  readonly text: string;
}

/** What stating an intent and taking it back have in common. */
export function intentForm<T extends 'intent' | 'unintent'>(
  type: T,
): Pick<OperationKind<IntentOperation<T>>, 'type' | 'usage' | 'parse' | 'format' | 'editedKey'> {
  return {
    type,
    usage: 'never|must|no-way-out|out-only-through|sealed|exposed:STATEMENT',
    parse(text) {
      const colon = text.indexOf(':');
      const kind = intentKinds.find((known) => known === text.slice(0, colon).trim());
      const statement = text.slice(colon + 1).trim();
      return kind === undefined || statement === '' ? null : { type, kind, text: statement };
    },
    format: ({ kind, text }) => [kind, text],
    editedKey: () => null,
  };
}

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
