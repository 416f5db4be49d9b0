// From failures of a call to the errors of the library.

import { CallFailure } from '../call-failure.ts';
import { BulkheadError } from './library-error.ts';

/** What was thrown, as the library throws it: failures of a call become its own; whatever nobody foresaw stays as it is. */
export function asLibraryError(error: unknown): unknown {
  return error instanceof CallFailure
    ? new BulkheadError(error.message, error.code, { cause: error })
    : error;
}

/** The answer of `work`, with the errors of the library. */
export function answering<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asLibraryError(error);
  }
}
