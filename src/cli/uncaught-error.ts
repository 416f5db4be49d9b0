// The last resort: an error that no part of the program has words for.

/**
 * Formats an unexpected error as one line. It does not end with exit code 1, which CI takes for a finding. `debug` is the value of
 * BULKHEAD_DEBUG.
 */
export function uncaughtErrorLines(error: unknown, debug: string | undefined): readonly string[] {
  const what = describeError(error);
  if (debug === '1') return [`bulkhead failed: ${what}.`, ...traceOf(error)];
  // A refusal of the system, such as a working folder that was removed, is no defect to report.
  const report = error instanceof Error && 'syscall' in error ? '' : 'Please report it. ';
  return [`bulkhead failed: ${what}. ${report}Set BULKHEAD_DEBUG=1 for a stack trace.`];
}

/** Describes an unexpected error without a full stop. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return /maximum call stack|^InternalError: too much recursion/i.test(message)
    ? 'the files are nested, or refer to each other, too deeply'
    : (message.split('\n', 1)[0] ?? '').replace(/\.$/, '');
}

function traceOf(error: unknown): readonly string[] {
  return error instanceof Error ? (error.stack ?? '').split('\n') : [];
}
