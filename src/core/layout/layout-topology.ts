// Lays out a topology as a scene. The same input gives the same scene; nothing here measures text or knows a theme.

import { namespaceHolder } from '../compose/network-namespaces.ts';
import { drawCards } from './cards/draw-cards.ts';
import { orderCards } from './cards/order-cards.ts';
import { shortServiceNames } from './cards/short-names.ts';
import {
  aspectOf,
  type ChosenGrid,
  chooseGrid,
  costOf,
  costOnceSpread,
  gridWithRows,
  outsideHeight,
  routesOf,
  scaleIn,
  spreadSizes,
} from './grid/choose-grid.ts';
import { measureGrid } from './grid/geometry.ts';
import type { Grid, GridPlan } from './grid/grid.ts';
import { assignLanes, type LaneAssignment, type LaneSeed } from './lanes/assign-lanes.ts';
import { drawLanes, drawRails, drawStubs } from './lanes/draw-lanes.ts';
import { drawPlaces } from './lanes/draw-places.ts';
import { laneRoles } from './lanes/lane-roles.ts';
import { rankLanes } from './lanes/rank-lanes.ts';
import type { LayoutInput, Room } from './layout-input.ts';
import { type Level, metrics, type Sizes, sizesOf } from './metrics.ts';
import { connectUpstreams, needsAtRest, needsOfCards } from './routes/connect.ts';
import { drawTaps } from './routes/draw-taps.ts';
import { draftTrunks, placeTrunks } from './routes/draw-trunks.ts';
import { seedTrunks, type TrunkSeed } from './routes/seed-trunks.ts';
import type { LaneForm, Rect, Scene, SceneLane, ScenePile } from './scene.ts';

/** Smallest number of members of a rail, a lane whose members are all on other lanes too. */
const minRailMembers = 6;
/** Lane names of the template, which users fill step by step: these lanes never shrink. */
const templateNames: ReadonlySet<string> = new Set(['front', 'mid', 'back']);

/** True for an external network, whose other members are unknown: one known member may not be the only one. */
function hasOtherPeers({ network }: LaneSeed): boolean {
  return network?.external === true || network?.origin === 'undeclared';
}

/** Returns the form of every lane, by lane id. */
export function formLanes(assignment: LaneAssignment): ReadonlyMap<string, LaneForm> {
  const forms = new Map<string, LaneForm>(assignment.lanes.map((lane) => [lane.id, 'full']));
  const placedElsewhere = (lane: LaneSeed): boolean =>
    lane.units.every((unit) =>
      assignment.lanesOf.get(unit)?.some((id) => id !== lane.id && forms.get(id) === 'full'),
    );
  const shrinkable = assignment.lanes.filter((lane) => !templateNames.has(lane.name));
  // The lane with the most members is shrunk first, since it connects the others; file order decides ties.
  const widest = [...shrinkable].sort((a, b) => b.members.length - a.members.length);
  for (const lane of widest) {
    if (lane.members.length >= minRailMembers && placedElsewhere(lane)) forms.set(lane.id, 'rail');
  }
  for (const lane of shrinkable.toReversed()) {
    if (lane.members.length !== 1 || hasOtherPeers(lane)) continue;
    if (placedElsewhere(lane)) forms.set(lane.id, 'stub');
  }
  return forms;
}

type Forms = ReadonlyMap<string, LaneForm>;

/** Facts known before any geometry is computed. */
interface PlanInputs {
  readonly input: LayoutInput;
  readonly assignment: LaneAssignment;
  readonly forms: Forms;
  readonly trunks: readonly TrunkSeed[];
}

/**
 * Returns the lanes with a column for each tier: lanes that hold nearly all services. The threshold is such that one more network, or the
 * first service of a tier, moves nothing.
 */
function tieredLanes(assignment: LaneAssignment, forms: Forms): ReadonlySet<string> {
  const tiered = new Set<string>();
  for (const { id, units } of assignment.lanes) {
    const exclusive = units.filter((unit) => assignment.lanesOf.get(unit)?.length === 1);
    if (
      forms.get(id) !== 'full' ||
      exclusive.length < 2 ||
      exclusive.length * 4 < assignment.lanesOf.size * 3
    )
      continue;
    tiered.add(id);
  }
  return tiered;
}

function planFor({ input, assignment, forms, trunks }: PlanInputs, sizes: Sizes): GridPlan {
  const ranks = [...rankLanes(assignment, input, forms)];
  // The networks of the unknown services are not known: they are placed below the innermost lane, where there is room.
  if (assignment.unknown.members.length > 0) ranks.push([...(ranks.pop() ?? []), assignment.unknown]);
  const fullLanesOf = new Map<string, readonly string[]>();
  for (const [service, lanes] of assignment.lanesOf) {
    fullLanesOf.set(
      service,
      lanes.filter((id) => forms.get(id) === 'full'),
    );
  }
  const pins = [...input.slots].filter(([, { pinned }]) => pinned);
  return {
    assignment,
    ranks,
    fullLanesOf,
    rails: assignment.lanes.filter((lane) => forms.get(lane.id) === 'rail'),
    // When the shape changes, cards keep their order, but only pinned cards keep their cells.
    slots: input.shape === null ? new Map(pins) : input.slots,
    order: orderCards(input),
    tiered: tieredLanes(assignment, forms),
    tierOf: (service) => input.tiers.get(service) ?? 'app',
    framed: new Map(input.opened.flatMap((pile) => pile.members.map((name) => [name, pile] as const))),
    sizes,
    trunks,
  };
}

/** Returns the sizes of a level, with cards as wide as their names need. */
function sizesFor(level: Level, input: LayoutInput, assignment: LaneAssignment): Sizes {
  const sizes = sizesOf[level];
  const { letter, frame, most } = metrics.names[level];
  let widest = 0;
  for (const [name, short] of shortServiceNames(input.topology.services)) {
    if (assignment.lanesOf.has(name)) widest = Math.max(widest, short.length);
  }
  const wanted = Math.ceil((widest * letter + frame) / 4) * 4;
  return { ...sizes, cardWidth: Math.max(sizes.cardWidth, Math.min(most, wanted)) };
}

interface Shaped {
  readonly plan: GridPlan;
  readonly chosen: ChosenGrid;
}

/** Chooses the number of rows for a scene without a previous shape. */
function chooseRows(given: PlanInputs, lanesX: number): ChosenGrid {
  const { input, assignment } = given;
  const plan = planFor({ ...given, input: { ...input, shape: null } }, sizesFor('near', input, assignment));
  // Without a room, nothing is spread.
  return chooseGrid(plan, lanesX, aspectOf(input.room), input.room === null ? costOf : costOnceSpread);
}

/**
 * Chooses the first level of detail at which the whole scene fits. When none fits, the view scrolls: showing names and ports, or full cards
 * when there are so many that few are in sight anyway.
 */
function chooseShape(given: PlanInputs, lanesX: number, rows: number): Shaped {
  const { input, assignment } = given;
  const { room } = input;
  const at = (level: Level): Shaped => {
    const plan = planFor(given, sizesFor(level, input, assignment));
    return { plan, chosen: gridWithRows(plan, lanesX, aspectOf(room), rows) };
  };
  const near = at('near');
  if (room === null || scaleIn(near.chosen, room) >= metrics.minScale) return spreadOut(near, room);
  if (assignment.lanesOf.size > metrics.maxCardsForLessDetail) return near;
  const middle = at('middle');
  const scale = scaleIn(middle.chosen, room);
  if (scale < metrics.minMiddleScale) {
    const far = at('far');
    if (scaleIn(far.chosen, room) >= metrics.minScale) return spreadOut(far, room);
  }
  return spreadOut(middle, roomAtScale(room, Math.min(1, scale)));
}

/** Returns the room that a scene has when it is shown at a scale. */
const roomAtScale = (room: Room, scale: number): Room => ({
  ...room,
  width: room.width / scale,
  height: room.height / scale,
});

function spreadOut({ plan, chosen }: Shaped, room: Room | null): Shaped {
  if (room === null) return { plan, chosen };
  return { plan: { ...plan, sizes: spreadSizes(chosen, plan.sizes, room) }, chosen };
}

/** Largest difference from the best aspect ratio, as the logarithm of a ratio, before a scene is laid out again: after an edit, and in another room. */
const maxShapeDifference = { edited: 0.3, moved: 0.2 } as const;
/** The largest cost for a scene with cards in a new lane, which is another picture anyway. */
const maxCostOfNewLanes = 0.1;

/** True when several cards of a grid stand in lanes that held none before, as after a split. */
function fillsNewLane({ cards }: Grid, slots: LayoutInput['slots'], { lanes }: LaneAssignment): boolean {
  const before = new Set([...slots.values()].flatMap(({ group }) => group.split(' ')));
  const fresh = new Set(lanes.map(({ id }) => id).filter((id) => !before.has(id)));
  return cards.filter(({ slot }) => slot.group.split(' ').some((id) => fresh.has(id))).length > 1;
}

function shapeFor(given: PlanInputs, lanesX: number): Shaped {
  const { shape, room, slots } = given.input;
  const anew = (): Shaped => {
    const rows = chooseRows(given, lanesX).grid.desiredRows;
    return chooseShape({ ...given, input: { ...given.input, shape: null } }, lanesX, rows);
  };
  if (shape === null) return anew();
  const sizes = shape.sizes ?? sizesFor('near', given.input, given.assignment);
  const plan = planFor(given, sizes);
  const same = { plan, chosen: gridWithRows(plan, lanesX, aspectOf(room), shape.rows) };
  /** Returns the grid of a shape with its final sizes, which are spread over the room. */
  const drawn = ({ plan: spread, chosen }: Shaped): ChosenGrid =>
    gridWithRows(spread, lanesX, aspectOf(room), chosen.grid.desiredRows);
  if (fillsNewLane(same.chosen.grid, slots, given.assignment)) {
    if (costOf(same.chosen) <= maxCostOfNewLanes) return same;
    const [resized, fresh] = [chooseShape(given, lanesX, shape.rows), anew()];
    return costOf(drawn(fresh)) < costOf(drawn(resized)) ? fresh : resized;
  }
  // Small edits move no card for the sake of a lane: only the shape of the whole scene is a reason.
  const { aspectError } = same.chosen;
  const most = shape.sizes === null ? maxShapeDifference.moved : maxShapeDifference.edited;
  if (aspectError > most) {
    const fresh = anew();
    if (drawn(fresh).aspectError + most < aspectError) return fresh;
  }
  return shape.sizes === null ? chooseShape(given, lanesX, shape.rows) : same;
}

/** Returns the right edge of the network lanes. */
function networksRight(lanes: readonly SceneLane[], lanesX: number, sizes: Sizes): number {
  let right = lanesX + 2 * sizes.laneMinWidth + metrics.columnGap;
  for (const { rect } of lanes) right = Math.max(right, rect.x + rect.width);
  return right;
}

/** Lays out the whole scene in pixels: the outside at the left, the host's wall, the lanes, and the places below them. */
export function layoutTopology(input: LayoutInput): Scene {
  const { topology } = input;
  const assignment = assignLanes(topology, input.piles);
  const forms = formLanes(assignment);
  const seeds = seedTrunks(input, (name) => {
    const service = topology.services.get(name);
    const holder = service ? namespaceHolder(topology, service) : null;
    return holder !== null && assignment.lanesOf.has(holder.name) ? holder.name : null;
  });
  const wallX = metrics.outsideWidth + metrics.outsideGap;
  const lanesX = wallX + metrics.wallWidth + metrics.approach;
  const { plan, chosen } = shapeFor({ input, assignment, forms, trunks: seeds }, lanesX);
  const { grid } = chosen;
  const { sizes } = plan;
  const routes = routesOf(plan, grid);
  const geometry = measureGrid(plan, grid, routes, lanesX);
  const lanes = drawLanes(plan, input, grid, geometry);
  const drawn = drawCards(assignment, grid, geometry, sizes);
  const width = networksRight(lanes, lanesX, sizes) - lanesX;
  const lowestLane = Math.max(metrics.top, ...lanes.map(({ rect }) => rect.y + rect.height));
  const railsY = (lanes.length > 0 ? geometry.bottom : lowestLane) + sizes.laneGap;
  const rails = drawRails(plan.rails, lanesX, railsY, width);
  const placesY = railsY + rails.length * (metrics.railHeight + metrics.railGap);
  const places = drawPlaces(assignment, input.inactive, { x: lanesX, y: placesY, width }, sizes);
  const roles = laneRoles(assignment, input);
  const allLanes = [...lanes, ...rails, ...drawStubs(assignment, forms, drawn), ...places.lanes].map(
    (lane) => ({
      ...lane,
      role: roles.get(lane.id) ?? 0,
    }),
  );
  const right = Math.max(lanesX + width, ...places.lanes.map(({ rect }) => rect.x + rect.width));
  const drafts = [
    ...draftTrunks(routes, drawn, geometry, sizes),
    ...(places.everyPort ? [places.everyPort] : []),
  ];
  const bottom = Math.max(
    ...allLanes.map(({ rect }) => rect.y + rect.height),
    outsideHeight(
      drafts.map(({ trunk }) => trunk),
      sizes,
    ),
  );
  const outside: Rect = { x: 0, y: metrics.top, width: metrics.outsideWidth, height: bottom - metrics.top };
  const wall: Rect = { x: wallX, y: metrics.top, width: metrics.wallWidth, height: bottom - metrics.top };
  const taps = drawTaps(assignment, routes, drawn, allLanes, geometry, sizes);
  const cards = [...drawn, ...places.cards];
  const piles: ScenePile[] = [];
  for (const { service, rect, lanes: on } of cards) {
    const members = assignment.piles.get(service);
    if (members) piles.push({ leader: service, members, rect, lanes: on });
  }
  const unconnected = {
    bounds: { x: 0, y: 0, width: right, height: bottom },
    outside,
    wall,
    lanes: allLanes,
    cards: cards.filter((card) => !assignment.piles.has(card.service)),
    piles,
    taps,
    slots: new Map(grid.cards.map((card) => [card.service, card.slot])),
    rowTops: geometry.rows.map((row) => row.y),
    levels: [
      ...geometry.rows.map((row) => row.needsY),
      geometry.bottom + sizes.laneGap / 2,
      ...places.cards.flatMap(({ rect, inside }) =>
        inside === null ? [rect.y + rect.height + sizes.needsBand / 2] : [],
      ),
    ],
    rows: grid.desiredRows,
    sizes,
  };
  // The view controls cover the bottom of the outside node.
  const wordsIn = { ...outside, height: outside.height - metrics.controls };
  return {
    ...unconnected,
    trunks: connectUpstreams(unconnected, placeTrunks(drafts, wordsIn, wall, sizes)),
    needs: needsAtRest(unconnected, needsOfCards(input.needs, cards, assignment)),
  };
}
