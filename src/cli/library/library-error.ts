import type { BulkheadErrorCode } from './library-types.ts';

/** Why a function of the library has no answer. `message` is what the command would say. */
export class BulkheadError extends Error {
  override readonly name = 'BulkheadError';
  /** Stable: what kind of mistake it is. */
  readonly code: BulkheadErrorCode;

  constructor(message: string, code: BulkheadErrorCode, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
