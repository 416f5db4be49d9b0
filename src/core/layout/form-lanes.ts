// Which lanes are drawn in full, which are placed as stubs below the card of their one member, and which run as rails below all.
// Must not know geometry. Every service that sits on lanes keeps a full one.

import type { LaneAssignment, LaneSeed } from './assign-lanes.ts';
import type { LaneForm } from './scene.ts';

/** From so many members on, a lane whose members all sit elsewhere, too, is a rail. */
const railFrom = 6;
/** Whoever begins with the template fills these lanes one by one: they never shrink. */
const templateNames: ReadonlySet<string> = new Set(['front', 'mid', 'back']);

/** Networks of somebody else have peers that nobody here knows: one member is not all of it. */
function hasOtherPeers({ network }: LaneSeed): boolean {
  return network?.external === true || network?.origin === 'undeclared';
}

/** The form of every lane of the assignment, by its id. */
export function formLanes(assignment: LaneAssignment): ReadonlyMap<string, LaneForm> {
  const forms = new Map<string, LaneForm>(assignment.lanes.map((lane) => [lane.id, 'full']));
  const placedElsewhere = (lane: LaneSeed): boolean =>
    lane.units.every((unit) =>
      assignment.lanesOf.get(unit)?.some((id) => id !== lane.id && forms.get(id) === 'full'),
    );
  const shrinkable = assignment.lanes.filter((lane) => !templateNames.has(lane.name));
  // The widest first: it is the one that ties the others together. Among equals the file decides.
  const widest = [...shrinkable].sort((a, b) => b.members.length - a.members.length);
  for (const lane of widest) {
    if (lane.members.length >= railFrom && placedElsewhere(lane)) forms.set(lane.id, 'rail');
  }
  for (const lane of shrinkable.toReversed()) {
    if (lane.members.length !== 1 || hasOtherPeers(lane)) continue;
    if (placedElsewhere(lane)) forms.set(lane.id, 'stub');
  }
  return forms;
}
