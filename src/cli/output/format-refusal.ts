// Why an operation is refused, and what could be done instead.

import type { Refusal } from '../../core/text/result.ts';

/** `CODE: message`, then one line per choice. */
export function formatRefusal({ code, message, choices }: Refusal): readonly string[] {
  return [`${code}: ${message}`, ...choices.map(({ label, operation }) => `  ${operation}  ${label}`)];
}
