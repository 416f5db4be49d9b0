// Rectangles, headlines and captions of the lanes in the grid, and the lanes without cards: rails below all columns, stubs below the card
// of their only member.

import { type Geometry, headerHeight } from '../grid/geometry.ts';
import type { Grid, GridLane, GridPlan } from '../grid/grid.ts';
import type { LayoutInput } from '../layout-input.ts';
import { metrics } from '../metrics.ts';
import { placeTags } from '../routes/draw-taps.ts';
import type { Caption, LaneForm, Rect, SceneCard, SceneLane } from '../scene.ts';
import type { LaneAssignment, LaneSeed } from './assign-lanes.ts';

const captionOf = { edge: 'edge', app: 'application', data: 'data' } as const;

function headline(plan: GridPlan, input: LayoutInput, lane: GridLane): string | null {
  const count = lane.seed.members.filter((name) => !input.inactive.has(name)).length;
  if (!plan.tiered.has(lane.seed.id) || count < 2 || !input.rooms.has(lane.seed.name)) return null;
  return `${count} containers, one room: each reaches all`;
}

/** Returns the lanes of the grid, with columns ordered from the outside inwards. */
export function drawLanes(plan: GridPlan, input: LayoutInput, grid: Grid, geometry: Geometry): SceneLane[] {
  const { sizes } = plan;
  const pitch = sizes.cardWidth + sizes.cardGap;
  const lanes: SceneLane[] = [];
  grid.columns.forEach((column, index) => {
    const box = geometry.columns[index];
    if (!box) return;
    for (const lane of column.lanes) {
      const first = geometry.rows[lane.row];
      const last = geometry.rows[lane.row + lane.rows - 1];
      if (!first || !last) continue;
      const header = headerHeight(lane, sizes);
      const captions: Caption[] = [];
      for (const group of lane.groups) {
        const top = first.top + sizes.header;
        const x = box.cardsX + group.sub * pitch;
        const width = group.subs * pitch - sizes.cardGap;
        if (group.pile !== null) {
          const { title, members } = group.pile;
          const lowest = geometry.rows[lane.row + group.rows - 1] ?? last;
          const { aside, below } = metrics.frame;
          captions.push({
            text: `${members.length} × ${title}`,
            pile: members,
            x: x - aside,
            y: top - 2,
            width: width + 2 * aside,
            height: lowest.y + lowest.height + below - top + 2,
          });
        } else if (group.caption !== null) {
          const text = captionOf[group.caption];
          captions.push({ text, pile: null, x, y: top, width, height: last.y + last.height - top });
        }
      }
      lanes.push({
        id: lane.seed.id,
        name: lane.seed.name,
        kind: lane.seed.kind,
        form: 'full',
        rect: { x: box.x, y: first.top, width: box.width, height: last.bottom - first.top },
        header,
        captions,
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
