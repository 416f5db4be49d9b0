// One history for all stacks: each stack's own history holds its steps, this one the order in which they were made.

import type { Session } from '../../../core/session/session.ts';
import type { PageStack } from '../host/host-state.ts';

/** One undo step: the keys of the stacks whose last step it is. */
type HistoryStep = readonly string[];

export interface History {
  readonly undo: readonly HistoryStep[];
  readonly redo: readonly HistoryStep[];
}

export const noHistory: History = { undo: [], redo: [] };

/** What happened to the history of one session. */
type Move = 'none' | 'new' | 'joined' | 'undone' | 'redone';

function moveOf(before: Session, after: Session): Move {
  if (after.undo === before.undo && after.redo === before.redo) return 'none';
  if (after.undo.length < before.undo.length) return 'undone';
  if (after.undo.length === before.undo.length) return 'joined';
  // The last step that could be redone is now the last that can be undone.
  return before.redo.length > 0 && after.undo.at(-1) === before.redo.at(-1) ? 'redone' : 'new';
}

/** The history after the session of the stack `key` went from `before` to `after`; `others` changed in the same step. */
export function historyAfter(
  history: History,
  key: string,
  before: Session,
  after: Session,
  others: readonly string[] = [],
): History {
  switch (moveOf(before, after)) {
    case 'none':
      return history;
    case 'new':
      return withStep(history, [key, ...others]);
    case 'joined':
      return { ...history, redo: [] };
    case 'undone':
      return moved(history, key, 'undo', 'redo');
    case 'redone':
      return moved(history, key, 'redo', 'undo');
  }
}

/** The history with one more step. */
export function withStep({ undo }: History, step: HistoryStep): History {
  return { undo: [...undo, step], redo: [] };
}

/** The last step of that stack, put from one list on the other. */
function moved(history: History, key: string, from: 'undo' | 'redo', to: 'undo' | 'redo'): History {
  const at = history[from].findLastIndex((step) => step.includes(key));
  const step = history[from][at];
  if (step === undefined) return history;
  const rest = history[from].toSpliced(at, 1);
  return from === 'undo'
    ? { undo: rest, redo: [...history[to], step] }
    : { undo: [...history[to], step], redo: rest };
}

/** The history after its last step was undone, or redone. */
export function historyMoved({ undo, redo }: History, type: 'undo' | 'redo'): History {
  return type === 'undo'
    ? { undo: undo.slice(0, -1), redo: [...redo, ...undo.slice(-1)] }
    : { undo: [...undo, ...redo.slice(-1)], redo: redo.slice(0, -1) };
}

/** Steps that were made before the stacks were opened come stack by stack. */
export function historyOf(stacks: readonly Pick<PageStack, 'key' | 'session'>[]): History {
  const steps = (type: 'undo' | 'redo'): readonly HistoryStep[] =>
    stacks.flatMap(({ key, session }) => session[type].map(() => [key]));
  return { undo: steps('undo'), redo: steps('redo') };
}
