// What a drag shows, changed once per target; the pointer's position never comes here, it lives in a ref.

import { createStore } from 'zustand/vanilla';
import type { DropTarget, JoinRing } from '../../../core/layout/hit-test.ts';
import type { Note } from '../../../core/session/notes/note.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Result } from '../../../core/text/result.ts';
import type { DragSource, DropOutcome } from './drop-outcome.ts';

export interface DragState {
  readonly source: DragSource | null;
  readonly target: DropTarget | null;
  readonly outcome: DropOutcome | null;
  /** The changes of the outcome; null when it does nothing. They are computed after the outcome, in a large project some frames later. */
  readonly preview: Result<Preview> | 'working' | null;
  /** The notes before the drop; those of the only choice when the drop would be refused with one. */
  readonly notes: readonly Note[];
  /** The lane that shows its two zones. */
  readonly splitLane: string | null;
  /** The ring of the card that the pointer is near, when the dragged item can be joined to it. */
  readonly ring: JoinRing | null;
  /** True when the note shows every line. */
  readonly full: boolean;
}

export const idle: DragState = {
  source: null,
  target: null,
  outcome: null,
  preview: null,
  notes: [],
  splitLane: null,
  ring: null,
  full: false,
};

/** The current drag of the page. */
export const dragStore = createStore<DragState>()(() => idle);
