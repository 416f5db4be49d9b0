// Fills the grid for one desired number of rows: the column of each lane, the straddling cards, and the row of each card.

import type { LaneSeed } from '../lanes/assign-lanes.ts';
import type { Grid, GridPlan } from './grid.ts';
import { packLanes } from './pack-lanes.ts';
import { placeShared, rowDemand, type Straddler } from './place-shared.ts';

/** Returns the number of rows that makes a lane about as wide as it is high. */
function idealRows(lane: LaneSeed): number {
  return Math.max(1, Math.floor(Math.sqrt(lane.units.length * 0.8)));
}

/** Stacks the lanes of each rank in columns; lanes that exceed the desired number of rows continue in another column. */
function columnsFor(ranks: GridPlan['ranks'], desiredRows: number): LaneSeed[][] {
  const columns: LaneSeed[][] = [];
  for (const lanes of ranks) {
    let column: LaneSeed[] = [];
    let rows = 0;
    for (const lane of lanes) {
      const needed = idealRows(lane);
      if (column.length > 0 && rows + needed > desiredRows) {
        columns.push(column);
        column = [];
        rows = 0;
      }
      column.push(lane);
      rows += needed;
    }
    columns.push(column);
  }
  return columns;
}

function straddlersOf(
  plan: GridPlan,
  columns: readonly LaneSeed[][],
  refused: ReadonlySet<string>,
): Straddler[] {
  const columnOf = new Map<string, number>();
  columns.forEach((lanes, index) => {
    for (const lane of lanes) columnOf.set(lane.id, index);
  });
  const straddlers: Straddler[] = [];
  for (const [service, lanes] of plan.fullLanesOf) {
    if (lanes.length < 2 || refused.has(service)) continue;
    const sorted = [...lanes].sort((a, b) => (columnOf.get(a) ?? 0) - (columnOf.get(b) ?? 0));
    const pair = neighbours(sorted, columnOf);
    if (pair) straddlers.push({ service, column: columnOf.get(pair[0]) ?? 0, lanes: pair });
  }
  return straddlers;
}

function neighbours(
  sorted: readonly string[],
  columnOf: ReadonlyMap<string, number>,
): [string, string] | null {
  for (const first of sorted) {
    const next = (columnOf.get(first) ?? 0) + 1;
    const second = sorted.find((id) => columnOf.get(id) === next);
    if (second !== undefined) return [first, second];
  }
  return null;
}

/**
 * Returns the lane that holds a card: the outermost of its lanes; on a tie the one that held it before, then the fullest. Null without a
 * lane.
 */
function homeLaneOf(
  lanes: readonly string[],
  columns: readonly LaneSeed[][],
  before: string | undefined,
): LaneSeed | null {
  const known = before?.split(' ') ?? [];
  for (const column of columns) {
    const own = column.filter(({ id }) => lanes.includes(id));
    const kept = own.find(({ id }) => known.includes(id));
    if (kept) return kept;
    const [first, ...others] = own;
    if (first)
      return others.reduce((best, lane) => (lane.units.length > best.units.length ? lane : best), first);
  }
  return null;
}

/** Returns the grid for `desiredRows` rows; the grid may need more rows than that. */
export function fillGrid(plan: GridPlan, desiredRows: number): Grid {
  const columns = columnsFor(plan.ranks, desiredRows);
  const refused = new Set<string>();
  for (;;) {
    const straddlers = straddlersOf(plan, columns, refused);
    const inside = new Map<string, string[]>();
    for (const column of columns) {
      for (const lane of column)
        if (lane.kind !== 'network' && lane.kind !== 'bridge') inside.set(lane.id, [...lane.units]);
    }
    const straddling = new Set(straddlers.map((each) => each.service));
    for (const [service, lanes] of plan.fullLanesOf) {
      if (straddling.has(service)) continue;
      const home = homeLaneOf(lanes, columns, plan.slots.get(service)?.group);
      if (!home) continue;
      const cards = inside.get(home.id);
      if (cards) cards.push(service);
      else inside.set(home.id, [service]);
    }
    const packed = packLanes(plan, columns, inside, rowDemand(straddlers, desiredRows), desiredRows);
    const { grid, failed } = placeShared(straddlers, packed, plan);
    if (failed.length === 0) return shrinkLanes(grid);
    for (const service of failed) refused.add(service);
  }
}

/** Ends each lane at its last card, and an empty lane with the grid, so that cards can be dropped on it. */
function shrinkLanes(grid: Grid): Grid {
  const used = new Map<string, number>();
  for (const { lanes, row } of grid.cards)
    for (const lane of lanes) used.set(lane, Math.max(used.get(lane) ?? 0, row + 1));
  const firstRows = grid.columns.flatMap(({ lanes }) => lanes.map(({ row }) => row + 1));
  const rows = used.size === 0 ? grid.rows : Math.max(...used.values(), ...firstRows);
  const columns = grid.columns.map((column) => ({
    ...column,
    lanes: column.lanes.map((lane) => {
      const end = used.get(lane.seed.id) ?? Math.min(rows, lane.row + lane.rows);
      return { ...lane, rows: Math.max(1, end - lane.row) };
    }),
  }));
  return { ...grid, columns, rows };
}
