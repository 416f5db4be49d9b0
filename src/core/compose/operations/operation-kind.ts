// A kind of operation: one object with everything about it, in a file of its own or with its siblings. `registry.ts` finds the files.

import type { Result } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import type { Planned } from './document-edit.ts';
import { type Field, formatFields, parseFields, usageOfFields } from './field.ts';

/** The declaration of an operation in its file. */
interface Declaration<O extends { readonly type: string }> {
  readonly type: O['type'];
  /** The effect of the operation, for the table in docs/contracts/edit.md. */
  readonly effect: string;
  /** The fields of the operation behind `type=`, in order. */
  readonly fields: readonly Field<Partial<O>>[];
  /** The usage, for fields with several forms. */
  readonly usage?: string;
  /** The keys of its service or network that the operation writes. */
  readonly keys: readonly string[] | ((operation: O) => readonly string[]);
  /** True for an operation that removes a value or replaces it as a whole, with the comments in it. */
  readonly replaces?: boolean;
  /** Refuses values that are invalid in any file, such as an unknown capability; the codes begin with `invalid-`. */
  refuseValue?(operation: O): Result<never> | null;
  /** Plans the changes, without applying them or throwing. Planned again on its result, an operation has nothing left to do. */
  plan(document: ComposeDocument, operation: O): Planned;
  /** Refuses a result outside the model, where the file says something else than was asked. */
  confirm?(before: ComposeDocument, after: ComposeDocument, operation: O): Result<never> | null;
}

export interface OperationKind<O extends { readonly type: string }> extends Declaration<O> {
  /** The form of the fields behind `type=`, for messages. */
  readonly usage: string;
  /** Reads the text behind `type=`; null where it does not match `usage`. */
  parse(text: string): O | Result<never> | null;
  /** Returns the fields behind `type=`, to be joined by colons; `parse` reads them back. */
  format(operation: O): readonly string[];
}

/** Completes the declaration of an operation to its kind. */
export function operationKind<O extends { readonly type: string }>(
  declaration: Declaration<O>,
): OperationKind<O> {
  const { type, fields } = declaration;
  return {
    usage: usageOfFields(fields),
    ...declaration,
    parse: (text) => parseFields<O>(type, fields, text),
    format: (operation) => formatFields(fields, operation),
  };
}

/** Returns the command-line form of an operation of the given kind. */
export function formatAs<O extends { readonly type: string }>(
  kind: Pick<OperationKind<O>, 'format'>,
  operation: O,
): string {
  return `${operation.type}=${kind.format(operation).join(':')}`;
}
