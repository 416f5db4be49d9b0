import { useState } from 'react';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { sessionStore } from '../../state/page-stores.ts';
import { applyOperations } from './apply-operations.ts';

/** For a control without a field of its own: carries out operations and keeps why the last ones were refused. */
export function useApply(): {
  readonly refused: string | null;
  readonly apply: (operations: readonly Operation[], label: string) => boolean;
} {
  const [refused, setRefused] = useState<string | null>(null);
  function apply(operations: readonly Operation[], label: string): boolean {
    const reason = applyOperations(operations, label);
    // A refusal with choices is asked about in a dialog; beside the control it would stay after the answer.
    setRefused(sessionStore.getState().refusal === null ? reason : null);
    return reason === null;
  }
  return { refused, apply };
}
