// Why a command cannot do its work: no model can be made, or the call is wrong. Always exit code 2.

/** Thrown by any step of a command; `main` prints the message and ends with 2. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
}
