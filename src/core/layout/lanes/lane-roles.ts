// The role of a network: how far inside it is, as a step of one ramp from the outermost to the innermost. It decides the colour of its lane.

import type { LayoutInput } from '../layout-input.ts';
import type { LaneAssignment, LaneSeed } from './assign-lanes.ts';
import { distances, habit } from './rank-lanes.ts';

/** The last step of the ramp. */
export const innermost = 8;
/** The step at which networks of each depth begin; those further inside have that of the last. */
const steps = [1, 3, 5, 7] as const;

/** The network that services are on when they name none. */
const isDefault = ({ kind, name }: LaneSeed): boolean => kind === 'network' && name === 'default';

/**
 * By lane: 1 (outermost) to 8 (innermost), 0 for the default network and for what is no network. Of networks of one depth every second gets
 * the next step, so that two of them can be told apart. Where nothing leads to a network from outside, its name decides.
 */
export function laneRoles(assignment: LaneAssignment, input: LayoutInput): ReadonlyMap<string, number> {
  const depths = distances(assignment, input);
  const counts = new Map<number, number>();
  const roles = new Map<string, number>();
  for (const lane of assignment.lanes) {
    if (lane.kind !== 'network' || isDefault(lane)) continue;
    // What is reached at once, but lets nothing out, is no outermost network.
    const least = lane.network?.internal === true ? 1 : 0;
    const depth = Math.min(Math.max(least, depths.get(lane.id) ?? habit(lane)), steps.length - 1);
    const nth = counts.get(depth) ?? 0;
    counts.set(depth, nth + 1);
    roles.set(lane.id, (steps[depth] ?? innermost) + (nth % 2));
  }
  return roles;
}
