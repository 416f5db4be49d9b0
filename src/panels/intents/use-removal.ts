import { useState } from 'react';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { removeIntentAt } from '../../core/compose/workspace/plan/remove-intent.ts';
import type { Path } from '../../core/yaml/tree.ts';
import { sessionStore } from '../../state/page-stores.ts';
import { applyOperations } from '../shared/apply-operations.ts';

/** Takes an intent back: by its words, or where it has none by its place in the file. Keeps why that was refused. */
export function useRemoval(): {
  readonly refused: string | null;
  readonly remove: (path: Path, operations: readonly Operation[]) => void;
} {
  const [refused, setRefused] = useState<string | null>(null);
  function remove(path: Path, operations: readonly Operation[]): void {
    if (operations.length > 0) {
      setRefused(applyOperations(operations, 'Take back an intent'));
      return;
    }
    const { session, dispatch } = sessionStore.getState();
    if (session === null) return;
    const removal = removeIntentAt(session.workspace, path, session.writing);
    if (removal.ok) dispatch({ type: 'edit-text', ...removal.value, label: 'Take back an intent' });
    setRefused(removal.ok ? null : removal.error.message);
  }
  return { refused, remove };
}
