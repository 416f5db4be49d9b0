// Places in units of columns and rows, before pixels. Rows run through the whole scene, so that straddlers find both lanes.

import type { LaneSeed } from './assign-lanes.ts';
import type { Slot } from './scene.ts';

/** One group of cards of a lane, with the first of its sub-columns. */
export interface GridGroup {
  readonly caption: string | null;
  readonly sub: number;
  readonly subs: number;
}

export interface GridLane {
  readonly seed: LaneSeed;
  readonly row: number;
  readonly rows: number;
  readonly groups: readonly GridGroup[];
}

export interface GridColumn {
  readonly lanes: readonly GridLane[];
  /** Sub-columns of cards inside the lanes of this column. */
  readonly subs: number;
}

/** `sub` null: the card straddles the wall to the next column. */
export interface GridCard {
  readonly service: string;
  readonly column: number;
  readonly sub: number | null;
  readonly row: number;
  readonly lanes: readonly string[];
  readonly slot: Slot;
}

export interface Grid {
  readonly columns: readonly GridColumn[];
  readonly cards: readonly GridCard[];
  readonly rows: number;
  /** The rows that were aimed at; it may have needed more. */
  readonly wished: number;
}
