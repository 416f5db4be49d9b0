// Whether a need can be met: what a service may open, against what it asks for.

import type { Tri } from '../../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';

/** Whether one active service opens connections to another, directly or over the host. */
export function connects(reach: Reach, from: string, to: string): Tri {
  const direct = reach.direct(from, to);
  if (direct === true) return true;
  const host = reach.viaHost(from, to);
  if (host === true) return true;
  return direct === 'unknown' || host === 'unknown' ? 'unknown' : false;
}

export type NeedState = 'met' | 'missing' | 'unknown';

/** What becomes of a need. Nothing is missed as long as a profile that one of the two is of is off. */
export function needState(reach: Reach, from: string, to: string): NeedState {
  if (!reach.facts.has(from) || !reach.facts.has(to)) return 'met';
  const open = connects(reach, from, to);
  return open === true ? 'met' : open === false ? 'missing' : 'unknown';
}
