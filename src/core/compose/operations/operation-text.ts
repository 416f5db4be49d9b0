// The command-line form of operations: `name=field:field:…`, the last field taking the rest (docs/contracts/edit.md).

import { suggestionFor } from '../../text/closest-word.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import type { Operation, PlainOperation } from './operation.ts';
import { formatAs } from './operation-kind.ts';
import { kindNamed, kindOf, operationKinds } from './registry.ts';

/** The usages of the operations on parts that services share by an anchor. */
const sharedUsage: ReadonlyMap<string, string> = new Map([
  ['own', 'OPERATION (on a copy of the shared part, for this service alone)'],
  ['at-anchor', 'OPERATION (at the anchor, for all services that share it)'],
]);

/** The form of each operation on the command line: `attach=SERVICE:NETWORK`. */
export const operationUsages: readonly string[] = [
  ...operationKinds.map(({ type, usage }) => `${type}=${usage}`),
  ...[...sharedUsage].map(([name, usage]) => `${name}=${usage}`),
];

/** Reads one operation; refused (`unknown-operation`, `invalid-operation`) with the expected form. */
export function parseOperation(text: string): Result<Operation> {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  if (equals < 0 || (name !== 'own' && name !== 'at-anchor')) return parsePlain(text);
  const inner = parsePlain(text.slice(equals + 1));
  if (!inner.ok) return inner;
  if (!('service' in inner.value)) {
    return refuse('invalid-operation', `"${text}" is about no service; only services share by anchors`);
  }
  return ok({ type: name, service: inner.value.service, inner: inner.value });
}

function parsePlain(text: string): Result<PlainOperation> {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const kind = kindNamed(name);
  const usage = kind?.usage ?? sharedUsage.get(name);
  if (usage === undefined) {
    const known = [...operationKinds.map(({ type }) => type), ...sharedUsage.keys()];
    return refuse(
      'unknown-operation',
      `there is no operation "${name}"${suggestionFor(name, known)}; there are ${known.join(', ')}`,
    );
  }
  const read = equals < 0 || !kind ? null : kind.parse(text.slice(equals + 1));
  if (read === null) return refuse('invalid-operation', `"${text}" is not of the form ${name}=${usage}`);
  return 'ok' in read ? read : ok(read);
}

/** Returns the command-line form of an operation. It reads back as the same operation, except for the body of an added service. */
export function formatOperation(operation: Operation): string {
  if (operation.type === 'own' || operation.type === 'at-anchor') {
    return `${operation.type}=${formatOperation(operation.inner)}`;
  }
  return formatAs(kindOf(operation), operation);
}
