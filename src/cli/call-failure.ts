// Why a command cannot do its work: no model can be made, or the call is wrong. Always exit code 2.

import { whatFailed } from './unforeseen.ts';

/** For programs: the call itself is wrong, a file cannot be read, no model can be made of it, or a name is nobody's. */
export type FailureCode = 'invalid-argument' | 'unreadable-file' | 'no-model' | 'unknown-name';

/**
 * The lines of a failure that one of several stacks has, for the others to be worked on; `stack` names it. What is no failure of a call, and
 * not too much for the machine either, is thrown on.
 */
export function linesOfStack(error: unknown, stack: string): readonly string[] {
  if (error instanceof CallFailure) return error.lines;
  if (error instanceof RangeError) return [`${stack}: ${whatFailed(error)}. This stack is left out.`];
  throw error;
}

/** Thrown by any step of a command; the end of the call prints its lines. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly lines: readonly string[];
  readonly code: FailureCode;

  constructor(message: string | readonly string[], code: FailureCode = 'invalid-argument') {
    const lines = typeof message === 'string' ? [message] : message;
    super(lines.join('\n'));
    this.lines = lines;
    this.code = code;
  }
}
