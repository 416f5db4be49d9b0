// Where a picture is shown, as far as its words depend on it.

import type { Chip } from './card-chips.ts';

/** A medium's room for the words of a card. */
export interface Medium {
  /** Padding and border beside a line, px. */
  readonly frame: number;
  /** The share of a line that ports may take: the typeface of a reader may be wider than ours. */
  readonly portShare: number;
  /** Kinds of chips that it leaves out. */
  readonly omits: readonly Chip['kind'][];
}

/** The page. */
export const screen: Medium = { frame: 22, portShare: 1, omits: [] };

/** An exported picture, where a joined card lies within its owner's. */
export const paper: Medium = { frame: 20, portShare: 0.86, omits: ['joined'] };

/** The width of the counts of needs in a card's last line, px; chips get the rest. */
export const footWidth = 66;
