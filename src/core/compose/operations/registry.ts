// The kinds of operations: each file of the folders below exports its own as `operations`.

import { compareBytes } from '../../text/compare-bytes.ts';
import type { ComposeDocument } from '../document.ts';
import type { Planned } from './document-edit.ts';
import type { PlainOperation } from './operation.ts';
import type { OperationKind } from './operation-kind.ts';

/** A kind of operation, used only with operations of that kind. */
type AnyKind = OperationKind<PlainOperation>;

const files = import.meta.glob<readonly AnyKind[]>(
  ['./intent/*.ts', './membership/*.ts', './network/*.ts', './port/*.ts', './service/*.ts', '!**/*.test.ts'],
  { import: 'operations', eager: true },
);

/** All kinds of operations, by name. */
export const operationKinds: readonly AnyKind[] = Object.values(files)
  .flat()
  .sort((a, b) => compareBytes(a.type, b.type));

const byType: ReadonlyMap<string, AnyKind> = new Map(operationKinds.map((kind) => [kind.type, kind]));

/** Returns the kind with a name; undefined where there is none. */
export function kindNamed(name: string): AnyKind | undefined {
  return byType.get(name);
}

/** Returns the kind of an operation: the file of each kind declares its type. */
export function kindOf(operation: PlainOperation): AnyKind {
  return byType.get(operation.type) as AnyKind;
}

/** Returns the keys of the service or network that an operation writes. */
export function editedKeys(operation: PlainOperation): readonly string[] {
  const { keys } = kindOf(operation);
  return typeof keys === 'function' ? keys(operation) : keys;
}

/** Returns the first key of its service that an operation writes; null for operations on networks, intents and whole services. */
export function editedKey(operation: PlainOperation): string | null {
  return 'service' in operation ? (editedKeys(operation)[0] ?? null) : null;
}

/** Plans an operation without verifying it. Its values are checked first, then the file. */
export function planEdits(document: ComposeDocument, operation: PlainOperation): Planned {
  const kind = kindOf(operation);
  return kind.refuseValue?.(operation) ?? kind.plan(document, operation);
}
