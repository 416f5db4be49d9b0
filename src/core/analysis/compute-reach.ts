// Reachability of a project on a given Engine (semantics §7). Facts are kept per namespace and per network; pairs are read
// from rows of bits that are made when first asked for. Knows nothing of text, rules or drawing.

import type { Topology } from '../compose/topology.ts';
import { makeReachBase } from './reach/make-reach-base.ts';
import { reachFromState } from './reach/reach-from-state.ts';
import { noRows } from './reach/reach-state.ts';
import type { Reach, ReachOptions } from './reach-model.ts';

/** Computes what every active service reaches, and what reaches it. */
export function computeReach(topology: Topology, options: ReachOptions): Reach {
  const base = makeReachBase(topology, options);
  return reachFromState({
    base,
    names: base.services.map(({ name }) => name),
    facts: null,
    direct: noRows(),
    viaHost: noRows(),
    resolves: noRows(),
  });
}
