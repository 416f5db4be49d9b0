// Tries numbers of rows and keeps the grid whose scene has the shape of its room: that of a usual window, or of a narrow or flat rest of one.

import type { Room } from '../layout-input.ts';
import { metrics, type Sizes } from '../metrics.ts';
import { planRoutes, type Routes } from '../routes/plan-routes.ts';
import type { TrunkSeed } from '../routes/seed-trunks.ts';
import { fillGrid } from './fill-grid.ts';
import { measureGrid, placeHeadingHeight } from './geometry.ts';
import type { Grid, GridPlan } from './grid.ts';
import { readingPenalty } from './readable-grid.ts';

/** A candidate grid with its size and score. */
export interface ChosenGrid {
  readonly grid: Grid;
  readonly width: number;
  readonly height: number;
  /** Distance of the grid's aspect ratio from the desired one, as the logarithm of their ratio. */
  readonly aspectError: number;
}

/** Returns the aspect ratio that a scene for that room is to have. */
export function aspectOf(room: Room | null): number {
  return room?.aspect ?? metrics.aspect;
}

/** Returns the height of the rails and places below the grid. */
function heightBelow({ assignment, rails, sizes }: GridPlan, width: number): number {
  const perRow = Math.max(1, Math.floor((width - 2 * sizes.placeHead) / (sizes.cardWidth + sizes.cardGap)));
  const placed = assignment.host.length + assignment.closed.units.length;
  const rows = Math.ceil(placed / perRow);
  const places =
    placed === 0
      ? metrics.chipHeight
      : placeHeadingHeight(sizes) + rows * (sizes.cardHeight + sizes.needsBand + 4);
  return rails.length * (metrics.railHeight + metrics.railGap) + sizes.laneGap + places;
}

/** Returns the height of the outside node with all its labels. */
export function outsideHeight(trunks: readonly Pick<TrunkSeed, 'kind'>[], sizes: Sizes): number {
  const labels = trunks.filter(({ kind }) => kind !== 'host').length;
  return metrics.top + metrics.outsideHead + labels * sizes.labelStep + metrics.labelInset + metrics.controls;
}

/** Returns the routes of the taps and trunks between the cards of a grid. */
export function routesOf({ assignment, rails, trunks }: GridPlan, grid: Grid): Routes {
  return planRoutes(assignment, grid, new Set(rails.map((rail) => rail.id)), trunks);
}

function evaluateGrid(plan: GridPlan, grid: Grid, lanesX: number, aspect: number): ChosenGrid {
  // An estimate is enough for a very large scene, which does not fit anyway.
  const routes = plan.order.size > metrics.maxCardsForLessDetail ? null : routesOf(plan, grid);
  const size = measureGrid(plan, grid, routes, lanesX);
  const width = Math.max(size.right, lanesX + 2 * plan.sizes.laneMinWidth);
  const height = Math.max(
    size.bottom + heightBelow(plan, width - lanesX),
    outsideHeight(plan.trunks, plan.sizes),
  );
  return { grid, width, height, aspectError: Math.abs(Math.log(width / height / aspect)) };
}

/**
 * Largest spread of one row and of one column of cards, px; a scene that is still flatter than this aspect ratio, or than that of its room by
 * this factor, spreads further down.
 */
const maxSpread = { across: 80, down: 34, aspect: 2, flatter: 1.25 } as const;

/** How much taller the cards of a level become where there is room for all of it: what the next level needs, since less shows no more. */
const mostTaller: { readonly [level in Sizes['level']]: number } = { near: 0, middle: 8, far: 18 };

/** Returns the aspect ratio at which a scene stops to spread down in a room of that aspect ratio. */
const spreadAspect = (aspect: number): number => Math.min(maxSpread.aspect, aspect * maxSpread.flatter);

/** Largest number of rows of a flat scene, whose rows spread down until its aspect ratio is good, and the cost of the empty space then. */
const flat = { rows: 2, share: 0.5 } as const;

/** Returns the distance of a grid from a good one: that of its aspect ratio, and the penalty for lanes that are hard to read. */
export function costOf({ grid, aspectError }: ChosenGrid): number {
  return aspectError + readingPenalty(grid);
}

/** Returns the cost of a grid whose scene is going to be spread over a room of that aspect ratio. */
export function costOnceSpread(chosen: ChosenGrid, aspect: number): number {
  const { grid, width, height, aspectError } = chosen;
  const spreadsDown = grid.rows <= flat.rows && width / height > spreadAspect(aspect);
  return costOf(chosen) - (spreadsDown ? flat.share * aspectError : 0);
}

/**
 * Chooses the grid whose scene costs least: close to the aspect ratio `aspect`, without lanes that are hard to read; on a tie, the one with
 * the fewest rows.
 */
export function chooseGrid(
  plan: GridPlan,
  lanesX: number,
  aspect: number,
  costFor: (chosen: ChosenGrid, aspect: number) => number,
): ChosenGrid {
  const cost = (chosen: ChosenGrid): number => costFor(chosen, aspect);
  const maxRows = Math.max(metrics.minRows, plan.order.size, plan.assignment.lanes.length);
  let best = evaluateGrid(plan, fillGrid(plan, metrics.minRows), lanesX, aspect);
  let lowestCost = cost(best);
  let worse = 0;
  for (let rows: number = metrics.minRows + 1; rows <= maxRows; rows += Math.max(1, Math.floor(rows / 8))) {
    const next = evaluateGrid(plan, fillGrid(plan, rows), lanesX, aspect);
    const nextCost = cost(next);
    if (nextCost < lowestCost) {
      best = next;
      lowestCost = nextCost;
      worse = 0;
    } else if (++worse > 6) {
      break;
    }
  }
  return best;
}

/** Returns the grid with as many rows as the previous scene. */
export function gridWithRows(plan: GridPlan, lanesX: number, aspect: number, rows: number): ChosenGrid {
  return evaluateGrid(plan, fillGrid(plan, rows), lanesX, aspect);
}

/** Returns the scale at which a scene fills the room. */
export function scaleIn({ width, height }: ChosenGrid, room: Room): number {
  return Math.min(room.width / width, room.height / height);
}

/**
 * Returns sizes that spread a scene smaller than its room: a little of the spare space goes into the cards, the rest between them. A scene
 * of few rows gets space above its first row as well, so that its cards stand near the middle of their lanes.
 */
export function spreadSizes({ grid, width, height }: ChosenGrid, sizes: Sizes, room: Room): Sizes {
  const subs = Math.max(
    1,
    grid.columns.reduce((sum, column) => sum + Math.max(1, column.subs), 0),
  );
  const across = evenSteps(Math.min(maxSpread.across, (room.width - width) / subs));
  const missing = (width + subs * across) / spreadAspect(aspectOf(room)) - height;
  const spare = Math.min(room.height - height, Math.max(missing, maxSpread.down * grid.rows));
  const starts = new Set(grid.columns.flatMap(({ lanes }) => lanes.map(({ row }) => row))).size;
  const lead = evenSteps((spare - maxSpread.down * grid.rows) / (grid.rows + 1) / starts);
  const perRow = evenSteps((spare - lead * starts) / grid.rows);
  const taller = perRow >= mostTaller[sizes.level] ? mostTaller[sizes.level] : 0;
  const down = perRow - taller;
  const wider = Math.min(24, Math.floor(across / 6) * 2);
  const lines = Math.min(12, Math.floor(down / 2));
  return {
    ...sizes,
    cardWidth: sizes.cardWidth + wider,
    cardHeight: sizes.cardHeight + taller,
    cardGap: sizes.cardGap + across - wider,
    gutter: sizes.gutter + down,
    needsBand: sizes.needsBand + lines,
    lead: sizes.lead + lead,
  };
}

/** Returns the largest even number of pixels up to `length`; 0 for a negative length. */
function evenSteps(length: number): number {
  return Math.max(0, Math.floor(length / 2) * 2);
}
