import type { BulkheadErrorCode } from './library-types.ts';

/** The error of every function of the library. `message` is the message of the command. */
export class BulkheadError extends Error {
  override readonly name = 'BulkheadError';
  /** The kind of mistake, as a stable code. */
  readonly code: BulkheadErrorCode;

  constructor(message: string, code: BulkheadErrorCode, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
