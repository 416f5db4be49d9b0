// Why a command cannot do its work: no model can be made, or the call is wrong. Always exit code 2.

import { describeError } from './uncaught-error.ts';

/** Failure codes for programs: a wrong call, an unreadable file, a text that gives no model, or an unknown name. */
export type FailureCode = 'invalid-argument' | 'unreadable-file' | 'no-model' | 'unknown-name';

/**
 * Returns the failure lines of one of several stacks, so that the others can continue; `stack` names it. Other errors, and failures that
 * exhaust the machine, are thrown on.
 */
export function linesOfStack(error: unknown, stack: string): readonly string[] {
  if (error instanceof CallFailure) return error.lines;
  if (error instanceof RangeError) return [`${stack}: ${describeError(error)}. This stack is left out.`];
  throw error;
}

/** An error that any step of a command may throw; the call ends by printing its lines. */
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
