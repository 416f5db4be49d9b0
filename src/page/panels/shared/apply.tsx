import { useState } from 'react';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { carryOut } from '../../state/work/carry-out.ts';

/** One operation, and how the history words it. */
export interface Edit {
  readonly operation: Operation;
  readonly label: string;
}

/** Why the last operations were refused, and how to carry out others. */
export interface Applying {
  /** Why the last operations were refused; null where they were not. */
  readonly refused: string | null;
  /** Returns true when the operations were carried out. */
  readonly apply: (operations: readonly Operation[], label: string) => boolean;
}

/** For a control without a field: carries out operations and keeps the reason why the last ones were refused. */
export function useApply(): Applying {
  const [refused, setRefused] = useState<string | null>(null);
  function apply(operations: readonly Operation[], label: string): boolean {
    const reason = applyOperations(operations, label);
    // A refusal with choices opens a dialog; a note beside the control would stay after the choice.
    setRefused(workStore.getState().refusal === null ? reason : null);
    return reason === null;
  }
  return { refused, apply };
}

/** Carries out operations as one step; returns the reason when they are refused, for the field that they come from. */
export function applyOperations(operations: readonly Operation[], label: string): string | null {
  return carryOut(workStore, uiStore, operations, label)?.message ?? null;
}

/** Marks what was typed into a form and not added. */
export function NotAdded() {
  return <p className="bh-not-added bh-tiny bh-warn">Not added yet: Enter adds it, Escape empties it.</p>;
}
