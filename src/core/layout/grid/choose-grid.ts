// Tries numbers of rows and keeps the grid whose scene comes closest to the shape of a window.

import { metrics } from '../metrics.ts';
import { fillGrid } from './fill-grid.ts';
import { measureGrid } from './geometry.ts';
import type { Grid, GridPlan } from './grid.ts';

/** How far (as the logarithm of a ratio) a scene may miss the best shape before it is made anew with other rows. */
const fair = 0.3;

/** How far the grid's scene is from 16:10. */
function miss(plan: GridPlan, grid: Grid, lanesX: number): number {
  const size = measureGrid(plan, grid, null, lanesX);
  const perRow = Math.max(1, Math.floor((size.right - lanesX) / (metrics.cardWidth + metrics.cardGap)));
  const hostRows = Math.ceil(plan.assignment.host.length / perRow);
  const below =
    metrics.hostLaneEmpty +
    hostRows * (metrics.cardHeight + metrics.gutterMin) +
    plan.rails.length * (metrics.railHeight + metrics.railGap);
  return Math.abs(Math.log(size.right / (size.bottom + below) / metrics.aspect));
}

/** The grid nearest to 16:10, the fewest rows among equals; the rows of the scene before (`previous`) while they do well enough. */
export function chooseGrid(plan: GridPlan, lanesX: number, previous: number | null): Grid {
  const most = Math.max(metrics.minRows, plan.order.size, plan.assignment.lanes.length);
  let best: Grid | null = null;
  let bestScore = Number.POSITIVE_INFINITY;
  let worse = 0;
  for (let rows: number = metrics.minRows; rows <= most; rows += Math.max(1, Math.floor(rows / 8))) {
    const grid = fillGrid(plan, rows);
    const score = miss(plan, grid, lanesX);
    if (score < bestScore) {
      best = grid;
      bestScore = score;
      worse = 0;
    } else if (++worse > 6) {
      break;
    }
  }
  if (previous !== null) {
    const same = fillGrid(plan, previous);
    if (miss(plan, same, lanesX) <= bestScore + fair) return same;
  }
  return best ?? fillGrid(plan, metrics.minRows);
}
