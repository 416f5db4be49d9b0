// The medium of a picture, as far as its text depends on the medium.

import type { Chip } from './card-chips.ts';

/** The space and limits of a medium for the text of a card. */
export interface Medium {
  /** Width of the padding and border beside a line, px. */
  readonly frame: number;
  /** The share of a line for ports: a reader's typeface may be wider than ours. */
  readonly portShare: number;
  /** Kinds of chips that the medium omits. */
  readonly omits: readonly Chip['kind'][];
}

/** The medium of the page. */
export const screen: Medium = { frame: 22, portShare: 1, omits: [] };

/** The medium of an exported picture, where a joined card lies inside its owner's card. */
export const paper: Medium = { frame: 20, portShare: 0.86, omits: ['joined'] };
