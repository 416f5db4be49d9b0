// Whether containers of one network that leads out reach those of another at their own addresses (PD1, PD2).

import type { Tri } from '../../../compose/topology.ts';
import type { NetworkTraits, Segment } from './segment.ts';

/** Two networks that are kept apart do not meet; one that is not meets all but strict ones. */
export function crosses(
  { keptApart: a }: Pick<NetworkTraits, 'keptApart'>,
  { keptApart: b }: Pick<NetworkTraits, 'keptApart'>,
): Tri {
  if (a === 'strict' || b === 'strict') return false;
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  return a === 'none' || b === 'none';
}

/** PD4: whether a port that is published for the network `to` answers a container that goes out through `from`. */
export function portAnswers(from: Segment, to: Segment): Tri {
  return from === to || crosses(from, to);
}
