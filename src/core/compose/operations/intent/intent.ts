// Stating an intent: a new item of `x-bulkhead.intents`, a port more in the list of `exposed`.

import type { Edits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { addEntry, addItem } from '../../../yaml/add-entry.ts';
import { fileStyle } from '../../../yaml/file-style.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import { findNode, isAbsent, type Slice } from '../../../yaml/slice.ts';
import type { ComposeDocument } from '../../document.ts';
import { type IntentKind, splitStatements, usageOf } from '../../project/read/read-intents.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, type Draft } from '../steps/edit-entity.ts';
import {
  confirmStatements,
  type IntentOperation,
  intentForm,
  type PlacedStatement,
  statementsIn,
} from './intent-statements.ts';

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
  sealed: /^[^>:]+$/,
  guarded: new RegExp(`^${side}(?: by [^,>:\\s]+)?$`),
  only: new RegExp(`^${side} from ${side}$`),
  exposed: /^[^>:\s]+(?::\d+(?:-\d+)?(?:\/(?:tcp|udp|sctp))?)?$/,
};

export const intent: OperationKind<IntentOperation<'intent'>> = {
  ...intentForm('intent'),
  refuseValue: ({ kind, text }) => refuseStatements(kind, text),
  plan(document, { kind, text }) {
    const known = statementsIn(document);
    const missing = splitStatements(kind, text).filter(
      (statement) => !known.some((one) => one.kind === kind && one.text === statement),
    );
    if (missing.length === 0) return ok([]);
    const added = missing.map((statement) => ({ kind, text: statement }));
    const edits = write(document, kind, missing, known);
    return edits.ok ? confirmStatements(document, edits.value, [...known, ...added]) : edits;
  },
  reduce: (topology) => topology,
};

function write(
  document: ComposeDocument,
  kind: IntentKind,
  statements: readonly string[],
  known: readonly PlacedStatement[],
): Result<Edits> {
  let draft: Result<Draft> = ok({
    text: document.text,
    path: [],
    through: false,
    edits: [],
    style: fileStyle(document.text),
  });
  // Ports go into the existing list of ports, where there is one.
  const list = known.find((one) => one.kind === 'exposed' && one.path.length === 5);
  if (kind === 'exposed' && list) {
    for (const statement of statements) {
      if (!draft.ok) return draft;
      draft = change(draft.value, (slice) => addItem(slice, list.path.slice(0, 4), statement));
    }
  } else {
    const single = statements.length === 1 && kind !== 'exposed' ? statements[0] : undefined;
    draft = change(draft.value, (slice) => addIntent(slice, { [kind]: single ?? statements }));
  }
  return draft.ok ? ok(draft.value.edits) : draft;
}

function addIntent(slice: Slice, item: Writable): Result<Edits> {
  const place = findNode(slice, [block]);
  if (!place) return addEntry(slice, [], block, { intents: [item] });
  if (isAbsent(place.node)) return addEntry(slice, [block], 'intents', [item]);
  const list = findNode(slice, [block, 'intents']);
  return list ? addItem(slice, [block, 'intents'], item) : addEntry(slice, [block], 'intents', [item]);
}

/** Refuses what is no statement of that kind. */
function refuseStatements(kind: IntentKind, text: string): Result<never> | null {
  if (/[\r\n]/.test(text)) return refuse('invalid-value', 'an intent is one line');
  const statements = splitStatements(kind, text);
  const wrong = statements.find((statement) => !FORMS[kind].test(statement));
  if (wrong === undefined && statements.length > 0) return null;
  return refuse('invalid-intent', `"${wrong ?? text}" is not of the form of ${kind}. ${usageOf(kind)}`);
}
