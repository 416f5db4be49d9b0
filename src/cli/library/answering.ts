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

/** Maximum length of a joined text, well below the limit of every Node.js. */
const maxText = 200_000_000;

/** Joins the pieces of a JSON text and parses it. The library parses the command's output, so that one writer defines the form. */
export function readPieces<T>(pieces: Iterable<string>): T {
  const list: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    length += piece.length;
    if (length > maxText) {
      throw new CallFailure(
        `the answer is longer than ${maxText} characters, the limit of one value. Publish shorter port ranges, or use the command, which prints it in pieces.`,
      );
    }
    list.push(piece);
  }
  return JSON.parse(list.join('')) as T;
}
