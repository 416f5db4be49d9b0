// One history for all stacks: each stack's own history holds its steps, this one the order in which they were made.

import type { Session } from '../../../core/session/session.ts';
import { step } from '../../../core/session/step.ts';
import { withSession } from './draw.ts';
import { everyStack, withSessionOf } from './fleet.ts';
import type { PageStack } from './opened-stacks.ts';
import { showFiles, unfold } from './unfold.ts';
import { type History, type HistoryStep, isHostWork, type WorkState } from './work-state.ts';

/** Returns the history with `step` added when the session of a stack has a new undo step; continuous typing extends the last step. */
export function historyAfter(history: History, step: HistoryStep, before: Session, after: Session): History {
  if (after.undo === before.undo && after.redo === before.redo) return history;
  // What is typed without a pause is one step.
  if (after.undo.length === before.undo.length) return { ...history, redo: [] };
  return withStep(history, step);
}

/** Returns the history with one more step. */
export function withStep({ undo }: History, step: HistoryStep): History {
  return { undo: [...undo, step], redo: [] };
}

/** Returns the history of newly opened stacks: their earlier steps, stack by stack. */
export function historyOf(stacks: readonly Pick<PageStack, 'key' | 'session'>[]): History {
  const steps = (type: 'undo' | 'redo'): readonly HistoryStep[] =>
    stacks.flatMap(({ key, session }) => session[type].map(() => [key]));
  return { undo: steps('undo'), redo: steps('redo') };
}

/** The state after undo or redo, with the label of the step; null without one. */
interface HistoryMove {
  readonly state: WorkState;
  readonly label: string | null;
}

/** Undoes or redoes the last step in each of its stacks, and draws one of them. */
export function moved(before: WorkState, type: 'undo' | 'redo'): HistoryMove | null {
  const last = before.history[type].at(-1);
  if (last === undefined) return null;
  let state = showFiles(before);
  let label: string | null = null;
  for (const key of last) {
    const session = everyStack(state).find((each) => each.key === key)?.session;
    if (session === undefined) continue;
    label ??= session[type].at(-1)?.label ?? null;
    state = withSessionOf(state, key, step(session, { type }).session, withSession);
  }
  state = { ...state, history: historyMoved(state.history, type) };
  const first = state.stacks.find(({ key }) => key === last[0]) ?? null;
  const isElsewhere = state.fleet !== null && first === null;
  if (isHostWork(state) && !isElsewhere && (state.shown === null || !last.includes(state.shown)))
    state = unfold(state, first);
  return { state, label };
}

function historyMoved({ undo, redo }: History, type: 'undo' | 'redo'): History {
  return type === 'undo'
    ? { undo: undo.slice(0, -1), redo: [...redo, ...undo.slice(-1)] }
    : { undo: [...undo, ...redo.slice(-1)], redo: redo.slice(0, -1) };
}
