// Packs the cards of stacked lanes into rows and sub-columns. Knows neither the cells of straddling cards nor pixels.

import type { LaneSeed } from '../lanes/assign-lanes.ts';
import type { OpenedPile, TierName } from '../layout-input.ts';
import { metrics } from '../metrics.ts';
import type { Slot } from '../scene.ts';
import type { Grid, GridCard, GridColumn, GridGroup, GridLane, GridPlan } from './grid.ts';

interface Group {
  readonly caption: TierName | null;
  readonly pile: OpenedPile | null;
  /** Identifier of the group, unique in the scene; remembered cells refer to it. */
  readonly key: string;
  readonly cards: readonly string[];
}

function groupsOf(plan: GridPlan, lane: LaneSeed, cards: readonly string[]): Group[] {
  const groups: Group[] = [];
  const addGroups = (caption: TierName | null, tierCards: readonly string[]): void => {
    const key = caption === null ? lane.id : `${lane.id} ${caption}`;
    const loose = tierCards.filter((card) => !plan.framed.has(card));
    if (loose.length > 0) groups.push({ caption, pile: null, key, cards: loose });
    for (const pile of new Set(tierCards.flatMap((card) => plan.framed.get(card) ?? []))) {
      const inside = tierCards.filter((card) => plan.framed.get(card) === pile);
      groups.push({ caption: null, pile, key: `${key} ${pile.members[0] ?? ''}`, cards: inside });
    }
  };
  if (plan.tiered.has(lane.id)) {
    for (const tier of ['edge', 'app', 'data'] as const)
      addGroups(
        tier,
        cards.filter((card) => plan.tierOf(card) === tier),
      );
  } else {
    addGroups(null, cards);
  }
  return groups.length > 0 ? groups : [{ caption: null, pile: null, key: lane.id, cards: [] }];
}

/**
 * Returns the smallest number of sub-columns with which a column of lanes fits into the desired rows; where none fits, the smallest with
 * which it needs the fewest rows.
 */
function subColumnsFor(counts: readonly number[], needs: readonly number[], desiredRows: number): number {
  const most = Math.max(1, ...counts);
  let best = { subs: 1, rows: Number.POSITIVE_INFINITY };
  for (let subs = 1; subs <= most && best.rows > desiredRows; subs++) {
    let rows = 0;
    counts.forEach((count, index) => {
      rows += Math.max(1, Math.ceil(count / subs), needs[index] ?? 0);
    });
    if (rows < best.rows) best = { subs, rows };
  }
  return best.subs;
}

/** Assigns rows and sub-columns to every lane and to every card inside a lane. */
export function packLanes(
  plan: GridPlan,
  columns: readonly (readonly LaneSeed[])[],
  inside: ReadonlyMap<string, readonly string[]>,
  demand: ReadonlyMap<string, number>,
  desiredRows: number,
): Grid {
  const cards: GridCard[] = [];
  const packed = columns.map((lanes, column): GridColumn => {
    const sorted = lanes.map((lane) =>
      [...(inside.get(lane.id) ?? [])].sort((a, b) => (plan.order.get(a) ?? 0) - (plan.order.get(b) ?? 0)),
    );
    const needs = lanes.map((lane) => demand.get(lane.id) ?? 0);
    const fewest = subColumnsFor(
      sorted.map((laneCards) => laneCards.length),
      needs,
      desiredRows,
    );
    // A lane that had more sub-columns keeps them, so that its cards do not move.
    const previousSubs = lanes.map(
      (lane, index) => previousShape(sorted[index] ?? [], lane.id, plan.slots).subs,
    );
    const common = Math.max(fewest, ...previousSubs);
    let row = 0;
    let widest = 0;
    const gridLanes = lanes.map((lane, index): GridLane => {
      const groups = groupsOf(plan, lane, sorted[index] ?? []);
      const several = groups.length > 1;
      const rows: number[] = [needs[index] ?? 0, 1];
      const placed: GridGroup[] = [];
      let sub = 0;
      for (const group of groups) {
        const { key } = group;
        const previous = previousShape(group.cards, key, plan.slots);
        const subs = several ? Math.max(previous.subs, Math.ceil(group.cards.length / desiredRows)) : common;
        const height = Math.max(1, previous.rows, Math.ceil(group.cards.length / Math.max(1, subs)));
        rows.push(height);
        const used = Math.max(previous.subs, Math.ceil(group.cards.length / height));
        for (const [service, cell] of placeCards(group.cards, key, used, height, plan.slots)) {
          const pinned = plan.slots.get(service)?.pinned ?? false;
          const slot = { group: key, ...cell, pinned };
          const at = { sub: sub + cell.sub, row: row + cell.row };
          cards.push({ service, column, ...at, lanes: [lane.id], slot });
        }
        placed.push({
          caption: group.caption,
          pile: group.pile,
          shared: null,
          sub,
          subs: used,
          rows: height,
        });
        sub += used;
      }
      widest = Math.max(widest, sub);
      const start = row;
      row += Math.max(...rows);
      return { seed: lane, row: start, rows: row - start, groups: placed };
    });
    return { lanes: gridLanes, subs: widest };
  });
  const rows = Math.max(metrics.minRows, ...packed.map((column) => height(column)));
  return { columns: packed.map((column) => extendLastLane(column, rows)), cards, rows, desiredRows };
}

function height(column: GridColumn): number {
  return column.lanes.reduce((sum, lane) => sum + lane.rows, 0);
}

/** Extends the last lane of a column to the common bottom, so that walls line up and straddling cards find more shared rows. */
function extendLastLane(column: GridColumn, rows: number): GridColumn {
  const last = column.lanes.at(-1);
  if (!last) return column;
  return { ...column, lanes: [...column.lanes.slice(0, -1), { ...last, rows: rows - last.row }] };
}

export interface Shape {
  readonly subs: number;
  readonly rows: number;
}

const emptyShape: Shape = { subs: 0, rows: 0 };

/** Returns the extent of the cells that the cards of a group occupied before; no extent when more than half of the cells would be empty. */
export function previousShape(
  cards: readonly string[],
  group: string,
  slots: ReadonlyMap<string, Slot>,
): Shape {
  let { subs, rows } = emptyShape;
  for (const card of cards) {
    const slot = slots.get(card);
    if (slot?.group !== group) continue;
    subs = Math.max(subs, slot.sub + 1);
    rows = Math.max(rows, slot.row + 1);
  }
  return subs * rows > 2 * cards.length ? emptyShape : { subs, rows };
}

// The cell of each card in its lane. Cards keep their previous cells, pinned cards first, so that an edit moves few cards.
interface Cell {
  readonly sub: number;
  readonly row: number;
}

/**
 * Assigns one of the `subs` × `rows` cells to every card, filling free cells down one sub-column after another. There must be enough cells.
 */
export function placeCards(
  cards: readonly string[],
  group: string,
  subs: number,
  rows: number,
  slots: ReadonlyMap<string, Slot>,
): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  const taken = new Set<number>();
  const put = (card: string, sub: number, row: number): void => {
    taken.add(sub * rows + row);
    cells.set(card, { sub, row });
  };
  for (const pinned of [true, false]) {
    for (const card of cards) {
      const slot = slots.get(card);
      if (!slot || slot.pinned !== pinned || slot.group !== group) continue;
      if (slot.sub >= subs || slot.row >= rows || taken.has(slot.sub * rows + slot.row)) continue;
      put(card, slot.sub, slot.row);
    }
  }
  let free = 0;
  for (const card of cards) {
    if (cells.has(card)) continue;
    while (taken.has(free)) free++;
    put(card, Math.floor(free / rows), free % rows);
  }
  return cells;
}
