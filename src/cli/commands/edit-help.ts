// What `edit --help` says behind its options.

import { operationUsages } from '../../core/compose/operations/operation-text.ts';

/** Returns the list of operations and how to write them. */
export function operationHelp(): string {
  return `\nOperations, all of a call as one transaction:\n${operationUsages.map((usage) => `  ${usage}\n`).join('')}`;
}
