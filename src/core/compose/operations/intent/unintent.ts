// Removing an intent: its item, and with the last one the list and the block.

import { ok, refuse } from '../../../text/result.ts';
import type { ComposeDocument } from '../../document.ts';
import { type IntentKind, splitStatements } from '../../project/read/read-intents.ts';
import type { Planned } from '../document-edit.ts';
import { operationKind } from '../operation-kind.ts';
import { chain } from '../steps/chain.ts';
import {
  confirmStatements,
  type IntentOperation,
  statementFields,
  statementsIn,
} from '../steps/intent-statements.ts';

declare module '../operation.ts' {
  interface Operations {
    unintent: IntentOperation<'unintent'>;
  }
}

const unintent = operationKind<IntentOperation<'unintent'>>({
  type: 'unintent',
  effect: 'Removes an intent.',
  replaces: true,
  fields: statementFields(({ service }) => [{ kind: 'no-way-out', text: service.name }]),
  keys: [],
  plan(document, { kind, text }) {
    const all = statementsIn(document);
    const wanted = splitStatements(kind, text);
    const unknown = wanted.find(
      (statement) =>
        !all.some((placedStatement) => placedStatement.kind === kind && placedStatement.text === statement),
    );
    if (unknown !== undefined) return refuse('unknown-intent', `there is no intent "${kind}: ${unknown}"`);
    const count = all.filter(
      (statement) => statement.kind === kind && wanted.includes(statement.text),
    ).length;
    return chain(
      document,
      Array.from({ length: count }, () => (current) => removeFirst(current, kind, wanted)),
    );
  },
  confirm(before, after, { kind, text }) {
    const wanted = splitStatements(kind, text);
    const keptStatements = statementsIn(before).filter(
      (statement) => statement.kind !== kind || !wanted.includes(statement.text),
    );
    return confirmStatements(after, keptStatements);
  },
});

export const operations = [unintent];

/** Plans the removal of the first matching statement: cut out of a text with others, or with its node. */
function removeFirst(document: ComposeDocument, kind: IntentKind, wanted: readonly string[]): Planned {
  const all = statementsIn(document);
  const gone = all.find((statement) => statement.kind === kind && wanted.includes(statement.text));
  if (!gone) return ok([]);
  const at = JSON.stringify(gone.path);
  const beside = all.filter((statement) => statement !== gone && JSON.stringify(statement.path) === at);
  return ok([
    beside.length > 0
      ? { do: 'replace', path: gone.path, value: beside.map(({ text }) => text).join(', ') }
      : { do: 'remove-upwards', path: gone.path, keep: 0 },
  ]);
}
