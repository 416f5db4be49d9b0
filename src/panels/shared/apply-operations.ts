import type { Operation } from '../../core/compose/operations/operation.ts';
import { sessionStore, uiStore } from '../../state/page-stores.ts';

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
