// Cells of the cards that two neighbouring lanes share. Where the wall between the lanes has a row for each, they stand on the wall. More of
// them stand in a grid at that wall, in the lane with more room.

import type { Grid, GridCard, GridColumn, GridGroup, GridLane, GridPlan, WallEnd } from './grid.ts';
import { placeCards, previousShape } from './pack-lanes.ts';

/** A service on two lanes of neighbouring columns. */
export interface Straddler {
  readonly service: string;
  /** The column of the outer lane. */
  readonly column: number;
  readonly lanes: readonly [string, string];
}

/**
 * Returns the rows that each lane needs for the shared cards of its fuller side: one for each card, up to the desired rows; more cards than
 * that stand in several columns.
 */
export function rowDemand(
  straddlers: readonly Straddler[],
  desiredRows: number,
): ReadonlyMap<string, number> {
  const sides = new Map<string, number>();
  for (const { lanes } of straddlers) {
    sides.set(`right ${lanes[0]}`, (sides.get(`right ${lanes[0]}`) ?? 0) + 1);
    sides.set(`left ${lanes[1]}`, (sides.get(`left ${lanes[1]}`) ?? 0) + 1);
  }
  const rows = new Map<string, number>();
  for (const [side, count] of sides) {
    const lane = side.slice(side.indexOf(' ') + 1);
    rows.set(lane, Math.max(rows.get(lane) ?? 0, Math.min(count, desiredRows)));
  }
  return rows;
}

/** The cards of one pair of lanes, and the rows that both lanes have. */
interface SharedWall {
  readonly column: number;
  readonly left: GridLane;
  readonly right: GridLane;
  /** Key of the cells in both lanes. */
  readonly key: string;
  readonly services: readonly string[];
  readonly start: number;
  readonly rows: number;
}

function wallsOf(
  straddlers: readonly Straddler[],
  { columns }: Grid,
): { readonly walls: readonly SharedWall[]; readonly failed: readonly string[] } {
  const walls = new Map<string, SharedWall & { readonly services: string[] }>();
  const failed: string[] = [];
  for (const { service, column, lanes } of straddlers) {
    const key = lanes.join(' ');
    const known = walls.get(key);
    if (known) {
      known.services.push(service);
      continue;
    }
    const left = columns[column]?.lanes.find((lane) => lane.seed.id === lanes[0]);
    const right = columns[column + 1]?.lanes.find((lane) => lane.seed.id === lanes[1]);
    const start = left && right ? Math.max(left.row, right.row) : 0;
    const rows = left && right ? Math.min(left.row + left.rows, right.row + right.rows) - start : 0;
    if (!left || !right || rows <= 0) failed.push(service);
    else walls.set(key, { column, left, right, key, services: [service], start, rows });
  }
  return { walls: [...walls.values()], failed };
}

/** Returns the number of columns of a wall's cards: 1 for cards on the wall itself. */
function columnsOf({ services, key, rows }: SharedWall, { slots }: GridPlan): number {
  const previous = previousShape(services, key, slots);
  return Math.max(previous.rows > rows ? 1 : previous.subs, Math.ceil(services.length / rows));
}

/** Adds the cards that lanes share to a packed grid; `failed` are those whose lanes have no row in common. */
export function placeShared(
  straddlers: readonly Straddler[],
  packed: Grid,
  plan: GridPlan,
): { readonly grid: Grid; readonly failed: readonly string[] } {
  const { walls, failed } = wallsOf(straddlers, packed);
  if (failed.length > 0) return { grid: packed, failed };
  const crowded = new Set(walls.filter((wall) => columnsOf(wall, plan) > 1).map(({ column }) => column));
  const onWalls = placeOnWalls(
    walls.filter(({ column }) => !crowded.has(column)),
    packed,
    plan,
  );
  const blocks = walls
    .filter(({ column }) => crowded.has(column))
    .map((wall) => blockBeside(wall, packed, plan));
  const grid = blocks.length === 0 ? packed : addBlocks(packed, blocks);
  return { grid: { ...grid, cards: [...grid.cards, ...onWalls] }, failed };
}

/** Returns the cells of cards that straddle the wall between two lanes, one in a row. */
function placeOnWalls(walls: readonly SharedWall[], packed: Grid, plan: GridPlan): readonly GridCard[] {
  const outwards = new Set(packed.cards.map((card) => `${card.column} ${card.row}`));
  const cards: GridCard[] = [];
  for (const { column, left, right, key, services, start, rows } of walls) {
    const free = Array.from({ length: rows }, (_, index) => start + index);
    for (const service of services) {
      const before = plan.slots.get(service);
      const previous = before?.group === key ? free.indexOf(start + before.row) : -1;
      // The trunk of the outermost card in a row is straight.
      const straight = free.findIndex((row) => !outwards.has(`${column} ${row}`));
      const [row = start] = free.splice(Math.max(0, previous < 0 ? straight : previous), 1);
      const slot = { group: key, sub: 0, row: row - start, pinned: before?.pinned ?? false };
      cards.push({ service, column, sub: null, row, lanes: [left.seed.id, right.seed.id], slot });
    }
  }
  return cards;
}

/** A grid of shared cards at one end of a lane; its columns are counted from its own left edge. */
interface Block {
  readonly column: number;
  /** The lane that holds the grid. */
  readonly home: GridLane;
  readonly group: GridGroup;
  readonly cards: readonly (GridCard & { readonly sub: number })[];
}

/** Returns the grid of a wall's cards, in the lane that begins where both do; of two such lanes in the one with fewer columns. */
function blockBeside(wall: SharedWall, { columns }: Grid, plan: GridPlan): Block {
  const { left, right, key, start } = wall;
  const isLeftWider = (columns[wall.column + 1]?.subs ?? 0) < (columns[wall.column]?.subs ?? 0);
  const inRight = left.row !== start || (right.row === start && isLeftWider);
  const [home, other] = inRight ? [right, left] : [left, right];
  const column = inRight ? wall.column + 1 : wall.column;
  const services = [...wall.services].sort((a, b) => (plan.order.get(a) ?? 0) - (plan.order.get(b) ?? 0));
  const subs = columnsOf(wall, plan);
  const previous = previousShape(services, key, plan.slots);
  const rows = Math.min(wall.rows, Math.max(previous.rows, Math.ceil(services.length / subs)));
  const cards = [...placeCards(services, key, subs, rows, plan.slots)].map(([service, { sub, row }]) => {
    const slot = { group: key, sub, row, pinned: plan.slots.get(service)?.pinned ?? false };
    return { service, column, sub, row: start + row, lanes: [left.seed.id, right.seed.id], slot };
  });
  const shared = { lane: other.seed, end: inRight ? 'left' : 'right' } as const;
  return { column, home, cards, group: { caption: null, pile: null, shared, rows, sub: 0, subs } };
}

/** Widens the columns of a grid by the blocks at the ends of their lanes. */
function addBlocks(grid: Grid, blocks: readonly Block[]): Grid {
  const cards: GridCard[] = [];
  const columns = grid.columns.map(({ lanes, subs }, index): GridColumn => {
    const inside = blocks.filter(({ column }) => column === index);
    const widest = (end: WallEnd): number =>
      Math.max(0, ...inside.filter(({ group }) => group.shared?.end === end).map(({ group }) => group.subs));
    const before = widest('left');
    const width = before + subs + widest('right');
    for (const card of grid.cards) {
      if (card.column !== index) continue;
      cards.push(card.sub === null ? card : { ...card, sub: card.sub + before });
    }
    const blocksOf = new Map<GridLane, GridGroup[]>();
    for (const { home, group, cards: own } of inside) {
      const sub = group.shared?.end === 'left' ? 0 : width - group.subs;
      for (const card of own) cards.push({ ...card, sub: card.sub + sub });
      blocksOf.set(home, [...(blocksOf.get(home) ?? []), { ...group, sub }]);
    }
    const moved = lanes.map((lane): GridLane => {
      const groups = lane.groups.map((group) => ({ ...group, sub: group.sub + before }));
      return { ...lane, groups: [...groups, ...(blocksOf.get(lane) ?? [])] };
    });
    return { lanes: moved, subs: width };
  });
  return { ...grid, columns, cards };
}
