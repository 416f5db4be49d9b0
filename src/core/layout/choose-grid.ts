// Tries numbers of rows and keeps the grid whose picture comes closest to the shape of a window.

import { fillGrid } from './fill-grid.ts';
import { measureGrid } from './geometry.ts';
import type { Grid } from './grid.ts';
import type { GridPlan } from './grid-plan.ts';
import { metrics } from './metrics.ts';

/** The grid nearest to 16:10; the fewest rows win among equals. */
export function chooseGrid(plan: GridPlan, lanesX: number): Grid {
  const most = Math.max(metrics.minRows, plan.order.size, plan.cast.lanes.length);
  let best: Grid | null = null;
  let bestScore = Number.POSITIVE_INFINITY;
  let worse = 0;
  for (let rows: number = metrics.minRows; rows <= most; rows += Math.max(1, Math.floor(rows / 8))) {
    const grid = fillGrid(plan, rows);
    const size = measureGrid(plan, grid, null, lanesX);
    const perRow = Math.max(1, Math.floor((size.right - lanesX) / (metrics.cardWidth + metrics.cardGap)));
    const hostRows = Math.ceil(plan.cast.host.length / perRow);
    const height = size.bottom + metrics.hostLaneEmpty + hostRows * (metrics.cardHeight + metrics.gutterMin);
    const score = Math.abs(Math.log(size.right / height / metrics.aspect));
    if (score < bestScore) {
      best = grid;
      bestScore = score;
      worse = 0;
    } else if (++worse > 6) {
      break;
    }
  }
  return best ?? fillGrid(plan, metrics.minRows);
}
