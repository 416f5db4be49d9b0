// Reach after an edit, out of the reach before it. Where a few services changed their networks, ports or names, only what hangs
// on them is computed anew; after any other change everything is. Both ways give the same answers.

import type { Topology } from '../compose/topology.ts';
import { computeReach } from './compute-reach.ts';
import { reachFromState, stateOf } from './reach/reach-from-state.ts';
import { replaceServices } from './reach/replace-services.ts';
import type { Reach } from './reach-model.ts';

/** What `computeReach` gives for `topology` and the options of `previous`. */
export function updateReach(previous: Reach, topology: Topology): Reach {
  const before = stateOf(previous);
  if (!before) return computeReach(topology, previous.options);
  if (before.base.topology === topology) return previous;
  const after = replaceServices(before, topology);
  return after ? reachFromState(after) : computeReach(topology, previous.options);
}
