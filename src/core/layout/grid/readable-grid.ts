// Shapes of a grid that are hard to read whatever its aspect ratio: a lane wider than a reader can survey, a lane that is tall for want of
// columns, a queue of shared cards between lanes that are empty beside it, and a few shared cards that do not stand on their wall.

import { metrics } from '../metrics.ts';
import type { Grid, GridCard, GridLane } from './grid.ts';

/** Penalties on the scale of the logarithm of an aspect ratio. */
const penalties = { wide: 0.4, tall: 0.5, beside: 0.2 } as const;

/** A lane with the cards in it. */
interface Filled {
  readonly lane: GridLane;
  readonly column: number;
  readonly cards: readonly GridCard[];
}

function filledLanes({ columns, cards }: Grid): readonly Filled[] {
  return columns.flatMap(({ lanes }, column) =>
    lanes.map((lane): Filled => {
      const isInside = ({ row, ...card }: GridCard): boolean =>
        card.column === column && card.sub !== null && row >= lane.row && row < lane.row + lane.rows;
      return { lane, column, cards: cards.filter(isInside) };
    }),
  );
}

const columnsOf = ({ groups }: GridLane): number => groups.reduce((sum, { subs }) => sum + subs, 0);

/** True when a lane has more columns of cards than a reader can survey. */
function isTooWide({ lane, cards }: Filled): boolean {
  const subs = columnsOf(lane);
  return subs > metrics.maxColumns && subs > Math.ceil(Math.sqrt(cards.length * 0.6));
}

/** True when a lane is a single column of cards, more than twice as tall as all beside it. */
function isTall({ lane, column }: Filled, { columns }: Grid): boolean {
  const beside = [columns[column - 1], columns[column + 1]].map((each) =>
    Math.max(0, ...(each?.lanes.map(({ row, rows }) => row + rows) ?? [])),
  );
  const highest = Math.max(...beside);
  return highest > 0 && columnsOf(lane) === 1 && lane.rows > 2 * highest;
}

/** The most cards on one wall that do not count as a queue; so few stand better on the wall than beside it. */
const shortQueue = 4;

/** True when a few shared cards stand in a grid beside their wall. */
const hasSmallGrid = ({ lane }: Filled): boolean =>
  lane.groups.some(({ shared, rows, subs }) => shared !== null && rows * subs <= shortQueue);

/** True when cards on a wall make both of its lanes more than twice as tall as the cards inside them do. */
function hasQueue({ cards }: Grid, filled: readonly Filled[]): boolean {
  const queues = new Map<string, number>();
  for (const { sub, lanes } of cards)
    if (sub === null) queues.set(lanes.join(' '), (queues.get(lanes.join(' ')) ?? 0) + 1);
  const rowsOf = new Map(
    filled.map(({ lane, cards: inside }) => [lane.seed.id, new Set(inside.map(({ row }) => row)).size]),
  );
  return [...queues].some(([wall, count]) => {
    const inside = wall.split(' ').map((id) => rowsOf.get(id) ?? 0);
    return count > shortQueue && count > 2 * Math.max(...inside);
  });
}

/** Returns the penalty for lanes of a grid that are hard to read, on the scale of the logarithm of an aspect ratio. */
export function readingPenalty(grid: Grid): number {
  const filled = filledLanes(grid);
  const wide = filled.some(isTooWide) ? penalties.wide : 0;
  const tall = filled.some((each) => isTall(each, grid)) || hasQueue(grid, filled) ? penalties.tall : 0;
  return wide + tall + (filled.some(hasSmallGrid) ? penalties.beside : 0);
}
