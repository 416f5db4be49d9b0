import { useState } from 'react';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { sessionStore, uiStore } from '../../state/page-stores.ts';

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

/**
 * Carries out operations as one step. Answers with the reason where they are refused, for the field that asked; a refusal
 * that offers choices stays in the store as well, and the shell asks.
 */
export function applyOperations(operations: readonly Operation[], label: string): string | null {
  const { operate, dismissRefusal } = sessionStore.getState();
  const { refused } = operate(operations, label);
  if (refused === null) {
    uiStore.getState().announce(label);
    return null;
  }
  if (refused.choices.length === 0) dismissRefusal();
  return refused.message;
}

/** Why something was refused, beside the control that asked. */
export function RefusedNote({ reason }: { readonly reason: string | null }) {
  if (reason === null) return null;
  return (
    <p className="bh-refused" role="alert">
      {reason}
    </p>
  );
}

/** Marks what was typed into a form and not added. */
export function NotAdded() {
  return <p className="bh-not-added">Not added yet: Enter adds it, Escape empties it.</p>;
}
