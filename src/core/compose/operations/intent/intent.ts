// Stating an intent: a new item of `x-bulkhead.intents`, a port more in the list of `exposed`.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { type IntentKind, splitStatements, usageOf } from '../../project/read/read-intents.ts';
import { topLevelTree } from '../../read-fragments.ts';
import type { DocumentEdit } from '../document-edit.ts';
import { operationKind } from '../operation-kind.ts';
import {
  confirmStatements,
  type IntentOperation,
  statementFields,
  statementsIn,
} from '../steps/intent-statements.ts';

const block = 'x-bulkhead';

const side = '[^,>\\s][^,>]*(?:,\\s*[^,>\\s][^,>]*)*';
const FORMS: { readonly [K in IntentKind]: RegExp } = {
  never: new RegExp(`^${side} -> ${side}$`),
  must: new RegExp(`^${side} -> ${side}$`),
  'no-way-out': /^[^>:]+$/,
  'no-lan': /^[^>:]+$/,
  'only-internet': /^[^>:]+$/,
  'no-host': /^[^>:]+$/,
  'out-only-through': new RegExp(`^${side} -> ${side}$`),
  'only-names': new RegExp(`^${side} -> ${side}$`),
  sealed: /^[^>:]+$/,
  guarded: new RegExp(`^${side}(?: by [^,>:\\s]+)?$`),
  only: new RegExp(`^${side} from ${side}$`),
  exposed: /^[^>:\s]+(?::\d+(?:-\d+)?(?:\/(?:tcp|udp|sctp))?)?$/,
};

declare module '../operation.ts' {
  interface Operations {
    intent: IntentOperation<'intent'>;
  }
}

const intent = operationKind<IntentOperation<'intent'>>({
  type: 'intent',
  effect: 'States an intent: `never:front -> db` ([intents.md](intents.md)).',
  fields: statementFields(({ service }) => [{ kind: 'no-way-out', text: service.name }]),
  keys: [],
  refuseValue: ({ kind, text }) => refuseStatements(kind, text),
  plan(document, { kind, text }) {
    const missing = missingIn(document, kind, text);
    return ok(missing.length === 0 ? [] : additions(document, kind, missing));
  },
  confirm(before, after, { kind, text }) {
    const added = missingIn(before, kind, text).map((statement) => ({ kind, text: statement }));
    return confirmStatements(after, [...statementsIn(before), ...added]);
  },
});

export const operations = [intent];

function missingIn(document: ComposeDocument, kind: IntentKind, text: string): readonly string[] {
  const known = statementsIn(document);
  return splitStatements(kind, text).filter(
    (statement) =>
      !known.some((placedStatement) => placedStatement.kind === kind && placedStatement.text === statement),
  );
}

function additions(
  document: ComposeDocument,
  kind: IntentKind,
  statements: readonly string[],
): readonly DocumentEdit[] {
  // Ports go into the existing list of ports, where there is one.
  const list = statementsIn(document).find(
    (statement) => statement.kind === 'exposed' && statement.path.length === 5,
  );
  if (kind === 'exposed' && list)
    return statements.map((value) => ({ do: 'append', path: list.path.slice(0, 4), value }));
  const single = statements.length === 1 && kind !== 'exposed' ? statements[0] : undefined;
  const item = { [kind]: single ?? statements };
  const there = topLevelTree(document.fragments, block);
  if (there === null) return [{ do: 'add', path: [], key: block, value: { intents: [item] } }];
  return childOf(there, 'intents') === null
    ? [{ do: 'add', path: [block], key: 'intents', value: [item] }]
    : [{ do: 'append', path: [block, 'intents'], value: item }];
}

/** Refuses a text that is no statement of the kind. */
function refuseStatements(kind: IntentKind, text: string): Result<never> | null {
  if (/[\r\n]/.test(text)) return refuse('invalid-value', 'an intent is one line');
  const statements = splitStatements(kind, text);
  const wrong = statements.find((statement) => !FORMS[kind].test(statement));
  if (wrong === undefined && statements.length > 0) return null;
  return refuse('invalid-intent', `"${wrong ?? text}" is not of the form of ${kind}. ${usageOf(kind)}`);
}
