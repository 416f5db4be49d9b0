import type { Operation } from '../../core/compose/operations/operation.ts';
import { sessionStore, uiStore } from '../../state/page-stores.ts';

/** Carries out a gesture as one undo step and says so; false when it was refused, which the shell shows. */
export function carryOut(operations: readonly Operation[], label: string): boolean {
  if (operations.length === 0) return true;
  const step = sessionStore.getState().operate(operations, label);
  if (step.refused !== null) return false;
  uiStore.getState().announce(label);
  return true;
}
