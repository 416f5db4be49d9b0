// What `edit --help` says behind its options.

import { operationUsages } from '../../core/compose/operations/operation-text.ts';

/** The operations, as they are written. */
export function operationHelp(): string {
  return `\nOperations, all of a call as one transaction:\n${operationUsages.map((usage) => `  ${usage}\n`).join('')}`;
}
