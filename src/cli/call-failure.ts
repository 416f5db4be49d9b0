// Why a command cannot do its work: no model can be made, or the call is wrong. Always exit code 2.

/** Thrown by any step of a command; the end of the call prints its lines. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly lines: readonly string[];

  constructor(message: string | readonly string[]) {
    const lines = typeof message === 'string' ? [message] : message;
    super(lines.join('\n'));
    this.lines = lines;
  }
}
