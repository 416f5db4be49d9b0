// The grid in units of columns and rows, before pixels. Rows run through the whole scene, so that a straddling card has a row in both
// lanes.

import type { LaneAssignment, LaneSeed } from '../lanes/assign-lanes.ts';
import type { OpenedPile, TierName } from '../layout-input.ts';
import type { Sizes } from '../metrics.ts';
import type { TrunkSeed } from '../routes/seed-trunks.ts';
import type { Slot } from '../scene.ts';

/** Inputs of the grid that do not depend on the number of rows. */
export interface GridPlan {
  readonly assignment: LaneAssignment;
  /** Lanes from the outside inwards, grouped by rank; the unknown lane comes last. */
  readonly ranks: readonly (readonly LaneSeed[])[];
  /** The full lanes of each service, which its card may sit on. */
  readonly fullLanesOf: ReadonlyMap<string, readonly string[]>;
  /** Rails from top to bottom. */
  readonly rails: readonly LaneSeed[];
  readonly slots: ReadonlyMap<string, Slot>;
  /** Position of each card in the order inside a lane. */
  readonly order: ReadonlyMap<string, number>;
  /** Lanes divided into columns by tier. */
  readonly tiered: ReadonlySet<string>;
  readonly tierOf: (service: string) => TierName;
  /** The opened pile of each card that is framed with the other members. */
  readonly framed: ReadonlyMap<string, OpenedPile>;
  readonly sizes: Sizes;
  /** Trunks, which take up space between rows and in the outside node. */
  readonly trunks: readonly TrunkSeed[];
}

/** The end of a lane at which it meets the wall to a neighbour. */
export type WallEnd = 'left' | 'right';

/** A group of cards in a lane, with its first sub-column. */
export interface GridGroup {
  /** The tier of the group; null when the lane has no columns by tier. */
  readonly caption: TierName | null;
  /** The opened pile that the group holds; null for other groups. */
  readonly pile: OpenedPile | null;
  /** The lane beyond the wall that all cards of the group are on, too; null for other groups. */
  readonly shared: { readonly lane: LaneSeed; readonly end: WallEnd } | null;
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
  /** Number of sub-columns of cards in the lanes of this column. */
  readonly subs: number;
}

/** The cell of a card; `sub` is null when the card straddles the wall to the next column. */
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
  /** The desired number of rows; the grid may have more. */
  readonly desiredRows: number;
}
