import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Refusal } from '../../../core/text/result.ts';
import type { UiStore } from '../ui/ui-store.ts';
import type { WorkStore } from './work-store.ts';

/**
 * Carries out operations as one step and announces it; otherwise returns the refusal for the field that they come from. A refusal with
 * choices also stays in the store, for the dialog that offers them.
 */
export function carryOut(
  work: WorkStore,
  ui: UiStore,
  operations: readonly Operation[],
  label: string,
): Refusal | null {
  const { refused } = work.operate(operations, label);
  if (refused === null) ui.getState().announce(label);
  else if (refused.choices.length === 0) work.dismissRefusal();
  return refused;
}
