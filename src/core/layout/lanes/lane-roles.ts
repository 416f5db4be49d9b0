// The role of a network: its distance from the outside, as a step of one ramp. The role decides the colour of its lane.

import type { LayoutInput } from '../layout-input.ts';
import type { LaneAssignment, LaneSeed } from './assign-lanes.ts';
import { networkDistances, rankByName } from './rank-lanes.ts';

/** The last step of the colour ramp. */
export const innermostRole = 8;
/** The first step of each network depth; deeper networks use the last value. */
const firstSteps = [1, 3, 5, 7] as const;

/** True for the network of services that name no network. */
const isDefault = ({ kind, name }: LaneSeed): boolean => kind === 'network' && name === 'default';

/**
 * Returns the role of each lane: 1 (outermost) to 8 (innermost), 0 for the default network and for places. Every second network of the same
 * depth gets the next step, so that neighbours can be told apart. The name decides when a network is not reachable from outside.
 */
export function laneRoles(assignment: LaneAssignment, input: LayoutInput): ReadonlyMap<string, number> {
  const depths = networkDistances(assignment, input);
  const counts = new Map<number, number>();
  const roles = new Map<string, number>();
  for (const lane of assignment.lanes) {
    if (lane.kind !== 'network' || isDefault(lane)) continue;
    // A network that is reached directly but has no egress is not outermost.
    const least = lane.network?.internal === true ? 1 : 0;
    const depth = Math.min(Math.max(least, depths.get(lane.id) ?? rankByName(lane)), firstSteps.length - 1);
    const nth = counts.get(depth) ?? 0;
    counts.set(depth, nth + 1);
    roles.set(lane.id, (firstSteps[depth] ?? innermostRole) + (nth % 2));
  }
  return roles;
}
