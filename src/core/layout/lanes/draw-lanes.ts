// Rectangles, headlines and captions of the lanes in the grid.

import { type Geometry, headerHeight } from '../grid/geometry.ts';
import type { Grid, GridLane, GridPlan } from '../grid/grid.ts';
import type { LayoutInput } from '../layout-input.ts';
import { metrics } from '../metrics.ts';
import type { Caption, SceneLane } from '../scene.ts';

const pitch = metrics.cardWidth + metrics.cardGap;

function headline(plan: GridPlan, input: LayoutInput, lane: GridLane): string | null {
  if (plan.groupOf === null || lane.seed.kind === 'closed' || lane.seed.kind === 'unknown') return null;
  const count = lane.seed.members.length;
  if (count < 2) return null;
  const reach = input.rooms.has(lane.seed.name) ? 'each reaches all' : 'not all of them reach each other';
  return `${count} containers, one room: ${reach}`;
}

/** The lanes of the grid, columns from the outside inwards. */
export function drawLanes(plan: GridPlan, input: LayoutInput, grid: Grid, geometry: Geometry): SceneLane[] {
  const lanes: SceneLane[] = [];
  grid.columns.forEach((column, index) => {
    const box = geometry.columns[index];
    if (!box) return;
    for (const lane of column.lanes) {
      const first = geometry.rows[lane.row];
      const last = geometry.rows[lane.row + lane.rows - 1];
      if (!first || !last) continue;
      const captioned = lane.groups.some((group) => group.caption !== null);
      const captions: Caption[] = [];
      for (const group of lane.groups) {
        if (group.caption === null) continue;
        captions.push({
          text: group.caption,
          x: box.cardsX + group.sub * pitch - metrics.cardGap / 2 + 4,
          y: first.top + headerHeight(plan, captioned) - metrics.caption,
          width: group.subs * pitch - 8,
          height:
            last.bottom - metrics.gutterPad - first.top - headerHeight(plan, captioned) + metrics.caption,
        });
      }
      lanes.push({
        id: lane.seed.id,
        name: lane.seed.name,
        kind: lane.seed.kind,
        form: 'full',
        rect: { x: box.x, y: first.top, width: box.width, height: last.bottom - first.top },
        header: headerHeight(plan, captioned),
        captions,
        headline: headline(plan, input, lane),
        members: lane.seed.members,
        column: index,
      });
    }
  });
  return lanes;
}
