// Tries numbers of rows and keeps the grid whose scene has the shape of a window. Columns follow from the model alone: the room that there is
// decides how much cards show, and never where they stand.

import type { Room } from '../layout-input.ts';
import { metrics, type Sizes } from '../metrics.ts';
import { planRoutes, type Routes } from '../routes/plan-routes.ts';
import type { TrunkSeed } from '../routes/seed-trunks.ts';
import { fillGrid } from './fill-grid.ts';
import { measureGrid, placeHeadRoom } from './geometry.ts';
import type { Grid, GridPlan } from './grid.ts';

/** A grid with how well it does. */
export interface ChosenGrid {
  readonly grid: Grid;
  readonly width: number;
  readonly height: number;
  /** How far its shape is from the one that is aimed at, as the logarithm of a ratio. */
  readonly miss: number;
}

/** Height of what stands below the grid. */
function heightBelow({ assignment, rails, sizes }: GridPlan, width: number): number {
  const perRow = Math.max(1, Math.floor((width - 2 * sizes.placeHead) / (sizes.cardWidth + sizes.cardGap)));
  const placed = assignment.host.length + assignment.closed.units.length;
  const rows = Math.ceil(placed / perRow);
  const places =
    placed === 0
      ? metrics.chipHeight
      : placeHeadRoom(sizes) + rows * (sizes.cardHeight + sizes.needsBand + 4);
  return rails.length * (metrics.railHeight + metrics.railGap) + sizes.laneGap + places;
}

/** Height of the outside with all of its labels. */
export function outsideHeight(trunks: readonly Pick<TrunkSeed, 'kind'>[], sizes: Sizes): number {
  const labels = trunks.filter(({ kind }) => kind !== 'host').length;
  return metrics.top + metrics.outsideHead + labels * sizes.labelStep + metrics.labelInset + metrics.controls;
}

/** What runs between the cards of a grid. */
export function routesOf({ assignment, rails, trunks }: GridPlan, grid: Grid): Routes {
  return planRoutes(assignment, grid, new Set(rails.map((rail) => rail.id)), trunks);
}

function weigh(plan: GridPlan, grid: Grid, lanesX: number, aspect: number): ChosenGrid {
  // For a very large scene an estimate is enough: it does not fit anyway.
  const routes = plan.order.size > metrics.mostFar ? null : routesOf(plan, grid);
  const size = measureGrid(plan, grid, routes, lanesX);
  const width = Math.max(size.right, lanesX + 2 * plan.sizes.laneMinWidth);
  const height = Math.max(
    size.bottom + heightBelow(plan, width - lanesX),
    outsideHeight(plan.trunks, plan.sizes),
  );
  return { grid, width, height, miss: Math.abs(Math.log(width / height / aspect)) };
}

/** Whether a lane has more columns of cards than one can take in. */
function isTooWide({ columns, cards }: Grid): boolean {
  return columns.some(({ lanes }) =>
    lanes.some(({ seed, groups }) => {
      const subs = groups.reduce((sum, group) => sum + group.subs, 0);
      if (subs <= metrics.mostColumns) return false;
      const count = cards.filter((card) => card.sub !== null && card.lanes[0] === seed.id).length;
      return subs > Math.ceil(Math.sqrt(count * 0.6));
    }),
  );
}

/** What too many columns in a lane count for, beside a shape that is missed. */
const tooWide = 0.4;

/** The grid whose scene has nearly the shape `aspect`, with few columns in each lane; the fewest rows among equals. */
export function chooseGrid(plan: GridPlan, lanesX: number, aspect: number): ChosenGrid {
  const most = Math.max(metrics.minRows, plan.order.size, plan.assignment.lanes.length);
  const cost = ({ grid, miss }: ChosenGrid): number => miss + (isTooWide(grid) ? tooWide : 0);
  let best = weigh(plan, fillGrid(plan, metrics.minRows), lanesX, aspect);
  let least = cost(best);
  let worse = 0;
  for (let rows: number = metrics.minRows + 1; rows <= most; rows += Math.max(1, Math.floor(rows / 8))) {
    const next = weigh(plan, fillGrid(plan, rows), lanesX, aspect);
    const own = cost(next);
    if (own < least) {
      best = next;
      least = own;
      worse = 0;
    } else if (++worse > 6) {
      break;
    }
  }
  return best;
}

/** The grid with as many rows as the scene before. */
export function sameGrid(plan: GridPlan, lanesX: number, aspect: number, rows: number): ChosenGrid {
  return weigh(plan, fillGrid(plan, rows), lanesX, aspect);
}

/** What a scene is to be scaled by to fill the room. */
export function scaleIn({ width, height }: ChosenGrid, room: Room): number {
  return Math.min(room.width / width, room.height / height);
}

/** The sizes of a scene that is smaller than its room, with what is left between cards and rows, and a little in the cards. */
export function spread({ grid, width, height }: ChosenGrid, sizes: Sizes, room: Room): Sizes {
  const subs = grid.columns.reduce((sum, column) => sum + Math.max(1, column.subs), 0);
  const across = Math.max(0, Math.min(80, Math.floor((room.width - width) / Math.max(1, subs) / 2) * 2));
  const down = Math.max(0, Math.min(34, Math.floor((room.height - height) / Math.max(1, grid.rows) / 2) * 2));
  const wider = Math.min(24, Math.floor(across / 6) * 2);
  const lines = Math.min(12, Math.floor(down / 2));
  return {
    ...sizes,
    cardWidth: sizes.cardWidth + wider,
    cardGap: sizes.cardGap + across - wider,
    gutter: sizes.gutter + down,
    needsBand: sizes.needsBand + lines,
  };
}
