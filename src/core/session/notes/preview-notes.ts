// Everything worth knowing of a change of the model that connections and findings do not show.

import type { Topology } from '../../compose/topology.ts';
import { droppedAddresses } from './dropped-addresses.ts';
import { loopbackSplits } from './loopback-splits.ts';
import { lostHostPorts } from './lost-host-ports.ts';
import type { Note } from './note.ts';
import { portClashes } from './port-clashes.ts';

/** Notes on the way from one model to another: what breaks first, each kind in file order. */
export function previewNotes(before: Topology, after: Topology): readonly Note[] {
  if (before === after) return [];
  return [
    ...portClashes(before, after),
    ...loopbackSplits(before, after),
    ...droppedAddresses(before, after),
    ...lostHostPorts(before, after),
  ];
}
