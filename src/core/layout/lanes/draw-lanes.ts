// Rectangles, headlines and captions of the lanes in the grid, and the lanes without cards: rails below all columns, stubs below the card
// of their only member.

import { type Geometry, headerHeight } from '../grid/geometry.ts';
import type { Grid, GridGroup, GridLane, GridPlan } from '../grid/grid.ts';
import type { LayoutInput } from '../layout-input.ts';
import { metrics, type Sizes } from '../metrics.ts';
import { placeTags } from '../routes/draw-taps.ts';
import type { Caption, LaneForm, Rect, SceneCard, SceneLane } from '../scene.ts';
import type { LaneAssignment, LaneSeed } from './assign-lanes.ts';

const tierCaptions = { edge: 'edge', app: 'application', data: 'data' } as const;

function headline(plan: GridPlan, input: LayoutInput, lane: GridLane): string | null {
  const count = lane.seed.members.filter((name) => !input.inactive.has(name)).length;
  if (!plan.tiered.has(lane.seed.id) || count < 2 || !input.rooms.has(lane.seed.name)) return null;
  return `${count} containers, one room: each reaches all`;
}

/** Returns the caption of a group in the lane at `lane`; null for a group that needs none. */
function captionOf(
  { caption, pile, shared, rows, sub, subs }: GridGroup,
  grid: GridLane,
  lane: Rect,
  { columns, rows: levels }: Geometry,
  column: number,
  sizes: Sizes,
): Caption | null {
  const { aside, below } = metrics.frame;
  const pitch = sizes.cardWidth + sizes.cardGap;
  const x = (columns[column]?.cardsX ?? lane.x) + sub * pitch;
  const width = subs * pitch - sizes.cardGap;
  const y = lane.y + sizes.header + sizes.lead;
  const bottom = lane.y + lane.height;
  /** Returns the lower edge of the cards in a row of the lane. */
  const cardsEnd = (row: number): number => {
    const level = levels[grid.row + row - 1];
    return level ? level.y + level.height : bottom;
  };
  const plain = { pile: null, shared: null };
  if (pile !== null) {
    const text = `${pile.members.length} × ${pile.title}`;
    const frame = {
      x: x - aside,
      y: y - 2,
      width: width + 2 * aside,
      height: cardsEnd(rows) + below - y + 2,
    };
    return { ...plain, text, pile: pile.members, ...frame };
  }
  if (shared !== null) {
    const left = shared.end === 'left' ? lane.x : x - aside;
    const right = shared.end === 'left' ? x + width + aside : lane.x + lane.width;
    const end = rows === grid.rows ? bottom - below : cardsEnd(rows) + below;
    const frame = { x: left, y: y - 2, width: right - left, height: end - y + 2 };
    const { id, name } = shared.lane;
    return { ...plain, text: `also on ${name}`, shared: { lane: id, name, end: shared.end }, ...frame };
  }
  if (caption === null) return null;
  return { ...plain, text: tierCaptions[caption], x, y, width, height: cardsEnd(grid.rows) - y };
}

/** Returns the lanes of the grid, with columns ordered from the outside inwards. */
export function drawLanes(plan: GridPlan, input: LayoutInput, grid: Grid, geometry: Geometry): SceneLane[] {
  const { sizes } = plan;
  const lanes: SceneLane[] = [];
  grid.columns.forEach((column, index) => {
    const box = geometry.columns[index];
    if (!box) return;
    for (const lane of column.lanes) {
      const first = geometry.rows[lane.row];
      const last = geometry.rows[lane.row + lane.rows - 1];
      if (!first || !last) continue;
      const rect = { x: box.x, y: first.top, width: box.width, height: last.bottom - first.top };
      lanes.push({
        id: lane.seed.id,
        name: lane.seed.name,
        kind: lane.seed.kind,
        form: 'full',
        rect,
        header: headerHeight(lane, sizes),
        captions: lane.groups.flatMap((group) => captionOf(group, lane, rect, geometry, index, sizes) ?? []),
        headline: headline(plan, input, lane),
        members: lane.seed.members,
        role: 0,
        column: index,
      });
    }
  });
  return lanes;
}

export function thinLane(seed: LaneSeed, form: LaneForm, rect: Rect): SceneLane {
  return {
    id: seed.id,
    name: seed.name,
    kind: seed.kind,
    form,
    rect,
    header: rect.height,
    captions: [],
    headline: null,
    members: seed.members,
    role: 0,
    column: -1,
  };
}

/** Returns the rails from `y` downwards, each starting at `x` and `width` wide. */
export function drawRails(rails: readonly LaneSeed[], x: number, y: number, width: number): SceneLane[] {
  const step = metrics.railHeight + metrics.railGap;
  return rails.map((seed, index) =>
    thinLane(seed, 'rail', { x, y: y + index * step, width, height: metrics.railHeight }),
  );
}

/** Returns the stubs below the cards of their members, in lane order. */
export function drawStubs(
  assignment: LaneAssignment,
  forms: ReadonlyMap<string, LaneForm>,
  cards: readonly SceneCard[],
): SceneLane[] {
  const cardOf = new Map(cards.map((card) => [card.service, card]));
  const stubs: SceneLane[] = [];
  for (const seed of assignment.lanes) {
    if (forms.get(seed.id) !== 'stub') continue;
    const [member] = seed.units;
    const card = member === undefined ? undefined : cardOf.get(member);
    if (member === undefined || !card) continue;
    const far = (assignment.lanesOf.get(member) ?? []).filter((id) => !card.lanes.includes(id));
    const rect = placeTags(card.rect, far.length)[far.indexOf(seed.id)];
    if (rect) stubs.push(thinLane(seed, 'stub', rect));
  }
  return stubs;
}
