// Rectangles, headlines and captions of the lanes in the grid.

import { type Geometry, headerHeight } from '../grid/geometry.ts';
import type { Grid, GridLane, GridPlan } from '../grid/grid.ts';
import type { LayoutInput } from '../layout-input.ts';
import type { Caption, SceneLane } from '../scene.ts';

const captionWords = { edge: 'edge', app: 'application', data: 'data' } as const;

function headline(plan: GridPlan, input: LayoutInput, lane: GridLane): string | null {
  const count = lane.seed.members.length;
  if (!plan.tiered.has(lane.seed.id) || count < 2 || !input.rooms.has(lane.seed.name)) return null;
  return `${count} containers, one room: each reaches all`;
}

/** The lanes of the grid, columns from the outside inwards. */
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
        if (group.caption === null) continue;
        captions.push({
          text: captionWords[group.caption],
          x: box.cardsX + group.sub * pitch,
          y: first.top + header - sizes.caption,
          width: group.subs * pitch - sizes.cardGap,
          height: last.y + last.height - first.top - header + sizes.caption,
        });
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
        column: index,
      });
    }
  });
  return lanes;
}
