// What every attempt at a grid shares: who is drawn, in which ranks, and in which order.

import type { LaneAssignment, LaneSeed } from './assign-lanes.ts';
import type { Slot } from './scene.ts';

/** What stays the same while the number of rows is tried. */
export interface GridPlan {
  readonly assignment: LaneAssignment;
  /** Lanes from the outside inwards, grouped by rank; places (unknown, closed) last. */
  readonly ranks: readonly (readonly LaneSeed[])[];
  /** Lanes that a card may sit on: the full ones among its own. */
  readonly fullLanesOf: ReadonlyMap<string, readonly string[]>;
  /** Rails from the top down. */
  readonly rails: readonly LaneSeed[];
  readonly slots: ReadonlyMap<string, Slot>;
  /** Order of cards inside a lane. */
  readonly order: ReadonlyMap<string, number>;
  /** Captioned groups of the only lane; null where lanes are several. */
  readonly groupOf: ((service: string) => string) | null;
}
