// From failures of a call to the errors of the library.

import { CallFailure } from '../call-failure.ts';
import { BulkheadError } from './library-error.ts';

/** Converts an error for users of the library: failures of a call become `BulkheadError`; unexpected errors stay. */
export function asLibraryError(error: unknown): unknown {
  return error instanceof CallFailure
    ? new BulkheadError(error.message, error.code, { cause: error })
    : error;
}

/** Runs `work` and converts its errors to those of the library. */
export function withLibraryErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asLibraryError(error);
  }
}
