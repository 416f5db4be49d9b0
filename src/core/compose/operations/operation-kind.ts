// A kind of operation: one object with everything about it, in a file of its own or with its siblings. `registry.ts` finds the files.

import type { Result } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import type { Planned } from './document-edit.ts';
import { type Field, formatFields, parseFields, usageOfFields } from './field.ts';

/** What the file of an operation says of it. */
interface Declaration<O extends { readonly type: string }> {
  readonly type: O['type'];
  /** Its effect, for the table of docs/contracts/edit.md. */
  readonly does: string;
  /** The fields behind `type=`, in order. */
  readonly fields: readonly Field<Partial<O>>[];
  /** The usage where the fields have several forms. */
  readonly usage?: string;
  /** The keys of its service or network that it writes. */
  readonly keys: readonly string[] | ((operation: O) => readonly string[]);
  /** True where a value goes, or is replaced as a whole, with the comments in it. */
  readonly replaces?: boolean;
  /** Refuses values that are invalid for any file, such as a word that is no capability; the codes begin with `invalid-`. */
  refuseValue?(operation: O): Result<never> | null;
  /** Never applies anything and never throws. Planned again on its result, an operation has nothing left to do. */
  plan(document: ComposeDocument, operation: O): Planned;
  /** Refuses a change of something outside the model, where the file now says something else than was asked. */
  confirm?(before: ComposeDocument, after: ComposeDocument, operation: O): Result<never> | null;
}

export interface OperationKind<O extends { readonly type: string }> extends Declaration<O> {
  /** The fields behind `type=` on the command line, for messages. */
  readonly usage: string;
  /** Reads the text behind `type=`; null where it does not match `usage`. */
  parse(text: string): O | Result<never> | null;
  /** The fields behind `type=`, to be joined by colons; `parse` reads them back. */
  format(operation: O): readonly string[];
}

/** The kind that a file declares. */
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

/** The command-line form of an operation whose kind is at hand. */
export function formatAs<O extends { readonly type: string }>(
  kind: Pick<OperationKind<O>, 'format'>,
  operation: O,
): string {
  return `${operation.type}=${kind.format(operation).join(':')}`;
}
