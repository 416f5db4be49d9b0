// The interface of a kind of operation: one object with everything about it. `registry.ts` lists the kinds.

import type { Result } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import type { Planned } from './document-edit.ts';

/** `plan` never applies anything and never throws; planned again on what came of it, an operation has nothing left to do. */
export interface OperationKind<O extends { readonly type: string }> {
  readonly type: O['type'];
  /** The fields behind `type=` on the command line, for messages. */
  readonly usage: string;
  /** Reads what stands behind `type=`; null where it is not of the form of `usage`. */
  parse(text: string): O | Result<never> | null;
  /** The fields behind `type=`, to be joined by colons; `parse` reads them back. */
  format(operation: O): readonly string[];
  /**
   * The key of its service that it writes: what may come from an anchor that others share. Null for operations on networks,
   * intents and whole services.
   */
  editedKey(operation: O): string | null;
  /** Refuses values that are invalid for any file, such as a word that is no capability; the codes begin with `invalid-`. */
  refuseValue?(operation: O): Result<never> | null;
  plan(document: ComposeDocument, operation: O): Planned;
  /** Refuses a change of what the model does not hold, where the file now says something else than was asked. */
  confirm?(before: ComposeDocument, after: ComposeDocument, operation: O): Result<never> | null;
}

/** The operation of a kind; of several kinds, the union of theirs. */
export type OperationOfKind<K> = K extends OperationKind<infer O> ? O : never;

/** The command-line form of an operation whose kind is at hand. */
export function formatAs<O extends { readonly type: string }>(
  kind: Pick<OperationKind<O>, 'format'>,
  operation: O,
): string {
  return `${operation.type}=${kind.format(operation).join(':')}`;
}
