// The grid in units of columns and rows, before pixels. Rows run through the whole scene, so that straddlers find both lanes.

import type { LaneAssignment, LaneSeed } from '../lanes/assign-lanes.ts';
import type { OpenedPile, TierName } from '../layout-input.ts';
import type { Sizes } from '../metrics.ts';
import type { TrunkSeed } from '../routes/seed-trunks.ts';
import type { Slot } from '../scene.ts';

/** What stays the same while the number of rows is tried. */
export interface GridPlan {
  readonly assignment: LaneAssignment;
  /** Lanes from the outside inwards, grouped by rank; the unknown one last. */
  readonly ranks: readonly (readonly LaneSeed[])[];
  /** Lanes that a card may sit on: the full ones among its own. */
  readonly fullLanesOf: ReadonlyMap<string, readonly string[]>;
  /** Rails from the top down. */
  readonly rails: readonly LaneSeed[];
  readonly slots: ReadonlyMap<string, Slot>;
  /** Order of cards inside a lane. */
  readonly order: ReadonlyMap<string, number>;
  /** Lanes with columns by tier. */
  readonly tiered: ReadonlySet<string>;
  readonly tierOf: (service: string) => TierName;
  /** The opened pile of each card that stands in a frame with others. */
  readonly framed: ReadonlyMap<string, OpenedPile>;
  readonly sizes: Sizes;
  /** The ways in, which take room between rows and in the outside. */
  readonly trunks: readonly TrunkSeed[];
}

/** One group of cards of a lane, with the first of its sub-columns. */
export interface GridGroup {
  /** Null where the lane has no columns by tier. */
  readonly caption: TierName | null;
  /** The opened pile whose cards it holds; null for others. */
  readonly pile: OpenedPile | null;
  readonly rows: number;
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
