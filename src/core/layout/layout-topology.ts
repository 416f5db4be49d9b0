// From a topology to its scene. Same input, same scene; nothing here measures text or knows a theme.

import { namespaceHolder } from '../compose/network-namespaces.ts';
import { drawCards } from './cards/draw-cards.ts';
import { chooseGrid } from './grid/choose-grid.ts';
import { measureGrid } from './grid/geometry.ts';
import type { GridPlan } from './grid/grid.ts';
import { assignLanes, type LaneAssignment, type LaneSeed } from './lanes/assign-lanes.ts';
import { drawHostLane } from './lanes/draw-host-lane.ts';
import { drawLanes } from './lanes/draw-lanes.ts';
import { drawRails, drawStubs } from './lanes/draw-thin-lanes.ts';
import { rankLanes } from './lanes/rank-lanes.ts';
import type { LayoutInput } from './layout-input.ts';
import { metrics } from './metrics.ts';
import { drawCables } from './routes/draw-cables.ts';
import { drawTaps } from './routes/draw-taps.ts';
import { planRoutes } from './routes/plan-routes.ts';
import { seedCables } from './routes/seed-cables.ts';
import type { LaneForm, Rect, Scene, SceneLane, ScenePile } from './scene.ts';

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

type Forms = ReadonlyMap<string, LaneForm>;

function planFor(input: LayoutInput, assignment: LaneAssignment, forms: Forms): GridPlan {
  const ranks = [...rankLanes(assignment, input, forms)];
  ranks.push(
    assignment.unknown.members.length > 0 ? [assignment.unknown, assignment.closed] : [assignment.closed],
  );
  const only = assignment.lanes.length === 1 && (assignment.lanes[0]?.members.length ?? 0) > 1;
  const fullLanesOf = new Map<string, readonly string[]>();
  for (const [service, lanes] of assignment.lanesOf) {
    fullLanesOf.set(
      service,
      lanes.filter((id) => forms.get(id) === 'full'),
    );
  }
  return {
    assignment,
    ranks,
    fullLanesOf,
    rails: assignment.lanes.filter((lane) => forms.get(lane.id) === 'rail'),
    slots: input.slots,
    order: orderCards(input),
    groupOf: only ? (service) => input.tiers.get(service) ?? 'app' : null,
  };
}

/** Where the lanes of networks end; the tray stands right of it. */
function networksRight(lanes: readonly SceneLane[], lanesX: number): number {
  let right = lanesX + 2 * metrics.laneMinWidth;
  for (const { kind, rect } of lanes) {
    if (kind === 'network' || kind === 'bridge') right = Math.max(right, rect.x + rect.width);
  }
  return right;
}

/** The whole scene in pixels, the outside at the left, the closed tray at the right, the host lane below. */
export function layoutTopology(input: LayoutInput): Scene {
  const { topology } = input;
  const assignment = assignLanes(topology, input.piles);
  const forms = formLanes(assignment);
  const plan = planFor(input, assignment, forms);
  const seeds = seedCables(input, (name) => {
    const service = topology.services.get(name);
    const holder = service ? namespaceHolder(topology, service) : null;
    return holder !== null && assignment.lanesOf.has(holder.name) ? holder.name : null;
  });
  const wallX = metrics.outsideWidth;
  const strip = seeds.some((seed) => seed.state === 'host') ? metrics.hostStrip : metrics.approach;
  const lanesX = wallX + metrics.wallWidth + strip;
  const grid = chooseGrid(plan, lanesX, input.rows);
  const routes = planRoutes(assignment, grid, new Set(plan.rails.map((rail) => rail.id)), seeds);
  const geometry = measureGrid(plan, grid, routes, lanesX);
  const lanes = drawLanes(plan, input, grid, geometry);
  const drawn = drawCards(assignment, grid, geometry);
  const railsY = geometry.bottom + metrics.laneGap;
  const rails = drawRails(plan.rails, lanesX, railsY, networksRight(lanes, lanesX) - lanesX);
  const hostY = railsY + rails.length * (metrics.railHeight + metrics.railGap) + metrics.columnGap / 2;
  const width = Math.max(geometry.right - lanesX, 2 * metrics.laneMinWidth);
  const hostLane = drawHostLane(assignment, lanesX, hostY, width, wallX);
  const bottom = hostLane.lane.rect.y + hostLane.lane.rect.height;
  const wall: Rect = { x: wallX, y: metrics.top, width: metrics.wallWidth, height: bottom - metrics.top };
  const cables = drawCables(routes, drawn, wall, geometry);
  const allLanes = [...lanes, ...rails, ...drawStubs(assignment, forms, drawn), hostLane.lane];
  const taps = drawTaps(assignment, routes, drawn, allLanes, geometry);
  const lowest = Math.max(bottom, ...cables.map((cable) => cable.labelRect.y + cable.labelRect.height));
  const piles: ScenePile[] = [];
  for (const { service, rect, lanes: on } of drawn) {
    const members = assignment.piles.get(service);
    if (members) piles.push({ leader: service, members, rect, lanes: on });
  }
  return {
    bounds: { x: 0, y: 0, width: lanesX + width, height: lowest },
    outside: { x: 0, y: 0, width: wallX, height: lowest },
    wall,
    lanes: allLanes,
    cards: [...drawn.filter((card) => !assignment.piles.has(card.service)), ...hostLane.cards],
    piles,
    taps,
    cables: hostLane.cable ? [...cables, hostLane.cable] : cables,
    slots: new Map(grid.cards.map((card) => [card.service, card.slot])),
    rowTops: geometry.rows.map((row) => row.y),
    rows: grid.wished,
  };
}

const tierOrder = { edge: 0, app: 1, data: 2 } as const;

/** Edge before app before data, ways in first, then file order. */
export function orderCards(input: LayoutInput): ReadonlyMap<string, number> {
  const weight = (name: string): number => {
    const wayIn = input.published.has(name) || input.proxied.has(name);
    return tierOrder[input.tiers.get(name) ?? 'app'] * 2 + (wayIn ? 0 : 1);
  };
  const sorted = [...input.topology.services.keys()]
    .map((name, at) => ({ name, at }))
    .sort((a, b) => weight(a.name) - weight(b.name) || a.at - b.at);
  return new Map(sorted.map(({ name }, index) => [name, index]));
}
