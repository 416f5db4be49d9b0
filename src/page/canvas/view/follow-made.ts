// Brings what a step made into sight, whoever made it: a command, a drop, undo. What is typed moves nothing.

import type { HistoryEntry } from '../../../core/session/session.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { madeBetween } from './made.ts';

const stepsNow = (): readonly HistoryEntry[] => drawnSession(workStore.getState())?.undo ?? [];

/** True when the last step is new, or grew, and was typed. */
function isTyped(before: readonly HistoryEntry[], now: readonly HistoryEntry[]): boolean {
  const last = now.at(-1);
  return now !== before && now.length >= before.length && last !== undefined && last.typedAt !== null;
}

/** Starts to follow the picture; returns a function that stops it. */
export function followMade(): () => void {
  let steps = stepsNow();
  return layoutStore.subscribe((now, before) => {
    const stepsBefore = steps;
    steps = stepsNow();
    if (now.analysis === before.analysis || now.opened !== before.opened || isTyped(stepsBefore, steps))
      return;
    const made = madeBetween(before.analysis.topology, now.analysis.topology);
    if (made.length > 0) uiStore.getState().showMade(made);
  });
}
