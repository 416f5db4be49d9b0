// What states that a finding is meant, and changes nothing of what is. A person chooses that; `fix` never does unasked.

import type { Fix } from '../findings/finding.ts';

/** True for a fix that only declares the present state as intended. */
export function isAcceptance({ operations, edits = [] }: Pick<Fix, 'operations' | 'edits'>): boolean {
  return edits.length === 0 && operations.length > 0 && operations.every(({ type }) => type === 'intent');
}
