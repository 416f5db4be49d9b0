// The order of lanes from the outside inwards. Facts decide first; network names only break ties.

import type { LayoutInput } from '../layout-input.ts';
import type { LaneForm } from '../scene.ts';
import type { LaneAssignment, LaneSeed } from './assign-lanes.ts';

const frontNames = /front|dmz|public|edge|proxy|ingress|external|web|traefik/i;
const backNames = /back|data|db|internal|private|storage|cache/i;

/** Returns the position that a network's name suggests: 0 outermost, 2 innermost. */
export function rankByName(lane: LaneSeed): number {
  if (frontNames.test(lane.name)) return 0;
  if (backNames.test(lane.name)) return 2;
  return 1;
}

function isEntry(lane: LaneSeed, input: LayoutInput): boolean {
  if (lane.network?.external === true) return true;
  return lane.members.some(
    (name) =>
      input.proxied.has(name) ||
      input.published
        .get(name)
        ?.some((port) => port.reachableFrom !== 'nowhere' && port.reachableFrom !== 'host'),
  );
}

/** Returns the number of networks between the outside and each network reachable from there. */
export function networkDistances(assignment: LaneAssignment, input: LayoutInput): Map<string, number> {
  const ranks = new Map<string, number>();
  const queue: LaneSeed[] = [];
  const byId = new Map(assignment.lanes.map((lane) => [lane.id, lane]));
  for (const lane of assignment.lanes) {
    if (!isEntry(lane, input)) continue;
    ranks.set(lane.id, 0);
    queue.push(lane);
  }
  for (const lane of queue) {
    const next = (ranks.get(lane.id) ?? 0) + 1;
    for (const member of lane.members) {
      for (const id of assignment.lanesOf.get(member) ?? []) {
        const other = byId.get(id);
        if (!other || ranks.has(id)) continue;
        ranks.set(id, next);
        queue.push(other);
      }
    }
  }
  return ranks;
}

/** Groups the full lanes from the outside inwards; the lanes of one group share a column. Rails and stubs do not separate ranks. */
export function rankLanes(
  assignment: LaneAssignment,
  input: LayoutInput,
  forms: ReadonlyMap<string, LaneForm>,
): readonly (readonly LaneSeed[])[] {
  const ranks = networkDistances(assignment, input);
  const last = Math.max(-1, ...ranks.values()) + 1;
  const groups = new Map<string, { key: number; lanes: LaneSeed[] }>();
  for (const lane of assignment.lanes) {
    if (forms.get(lane.id) !== 'full') continue;
    const rank = ranks.get(lane.id);
    // Unreached lanes come last and share a column, but a back-end lane is placed behind the others; when no lane is reached, only names
    // distinguish lanes.
    const key =
      rank === undefined && last > 0
        ? last * 3 + (rankByName(lane) === 2 ? 2 : 0)
        : (rank ?? last) * 3 + rankByName(lane);
    const group = groups.get(String(key)) ?? { key, lanes: [] };
    group.lanes.push(lane);
    groups.set(String(key), group);
  }
  const ordered = [...groups.values()].sort((a, b) => a.key - b.key);
  return ordered.flatMap(({ lanes }) => splitPair(lanes, assignment));
}

/** Puts two lanes of one rank that share a member side by side, so that the member's card can straddle the wall between them. */
function splitPair(lanes: readonly LaneSeed[], assignment: LaneAssignment): readonly (readonly LaneSeed[])[] {
  const [first, second] = lanes;
  if (!first || !second || lanes.length > 2) return [lanes];
  const shared = first.members.some((member) => assignment.lanesOf.get(member)?.includes(second.id));
  if (!shared) return [lanes];
  const closedFirst = first.network?.internal === true && second.network?.internal !== true;
  return closedFirst ? [[second], [first]] : [[first], [second]];
}
