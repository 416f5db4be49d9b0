// What every attempt at a grid shares: who is drawn, in which ranks, and in which order.

import type { Cast, LaneSeed } from './cast-services.ts';

/** What stays the same while the number of rows is tried. */
export interface GridPlan {
  readonly cast: Cast;
  /** Lanes from the outside inwards, grouped by rank; places (unknown, closed) last. */
  readonly ranks: readonly (readonly LaneSeed[])[];
  /** Order of cards inside a lane. */
  readonly order: ReadonlyMap<string, number>;
  /** Captioned groups of the only lane; null where lanes are several. */
  readonly groupOf: ((service: string) => string) | null;
}
