// What a drag shows, changed once per target; the pointer's position never comes here, it lives in a ref.

import { createStore } from 'zustand/vanilla';
import type { DropTarget } from '../../../core/layout/hit-test.ts';
import type { Note } from '../../../core/session/notes/note.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Result } from '../../../core/text/result.ts';
import type { DragSource, DropOutcome } from './drop-outcome.ts';

export interface DragState {
  readonly source: DragSource | null;
  readonly target: DropTarget | null;
  readonly outcome: DropOutcome | null;
  /**
   * What the outcome would change; null where nothing would be done. It is computed after the outcome, in a large project some frames
   * later.
   */
  readonly preview: Result<Preview> | 'working' | null;
  /** Shown before the drop; where it would be refused with one choice, those of that choice. */
  readonly notes: readonly Note[];
  /** Lane that shows its two zones. */
  readonly splitLane: string | null;
}

export const idle: DragState = {
  source: null,
  target: null,
  outcome: null,
  preview: null,
  notes: [],
  splitLane: null,
};

/** The one drag of the page. */
export const dragStore = createStore<DragState>()(() => idle);
