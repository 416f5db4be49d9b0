import { useState } from 'react';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { carryOut } from '../../state/work/carry-out.ts';

/** One operation with its label in the history. */
export interface Edit {
  readonly operation: Operation;
  readonly label: string;
}

/** A function that applies operations, and the reason of its last refusal. */
export interface Applying {
  /** The reason why the last operations were refused; null where they were applied. */
  readonly refused: string | null;
  /** Returns true when the operations were applied. */
  readonly apply: (operations: readonly Operation[], label: string) => boolean;
}

/** Returns a function that applies operations and keeps the reason of a refusal, for controls without a field. */
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

/** The note about text that was typed and not added. */
export function NotAdded() {
  return <p className="bh-not-added bh-tiny bh-warn">Not added yet: Enter adds it, Escape clears it.</p>;
}
