// Which gutter and which channel each tap and cable runs in, still without pixels: the geometry needs to know how many there are.

import type { Cast } from './cast-services.ts';
import type { Grid, GridCard, GridLane } from './grid.ts';
import type { CableSeed } from './seed-cables.ts';

/** How a tap ends: at the side wall of a lane that spans its row, or through a channel at the lane's top or bottom wall. */
export interface TapRoute {
  readonly service: string;
  readonly lane: string;
  readonly row: number;
  readonly track: number;
  readonly end: 'left-wall' | 'right-wall' | 'top-wall' | 'bottom-wall';
  readonly column: number;
  /** Place in the channel of `column`; -1 without one. */
  readonly channel: number;
}

/** `track` -1: straight to the card, nothing stands in between. */
export interface CableRoute {
  readonly seed: CableSeed;
  readonly row: number;
  readonly track: number;
}

export interface Routes {
  readonly taps: readonly TapRoute[];
  readonly cables: readonly CableRoute[];
  /** Tracks in the gutter below each row. */
  readonly tracks: readonly number[];
  /** Lines in the channel of each column. */
  readonly channels: readonly number[];
}

/** Logical x: the whole part is the column, so intervals can be compared before pixels exist. */
function logicalX(card: GridCard, grid: Grid): number {
  if (card.sub === null) return card.column + 1;
  const subs = grid.columns[card.column]?.subs ?? 1;
  return card.column + (card.sub + 1) / (subs + 2);
}

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The first track of a row whose intervals leave this one free. */
function takeTrack(rows: Interval[][][], row: number, from: number, to: number): number {
  rows[row] ??= [];
  const tracks = rows[row];
  const interval = { from: Math.min(from, to), to: Math.max(from, to) };
  let track = 0;
  while (tracks[track]?.some((other) => other.from <= interval.to && interval.from <= other.to)) track++;
  tracks[track] ??= [];
  tracks[track]?.push(interval);
  return track;
}

interface Target {
  readonly lane: GridLane;
  readonly column: number;
}

/** Routes for all memberships that a card does not sit on, and for all cables. */
export function planRoutes(cast: Cast, grid: Grid, cables: readonly CableSeed[]): Routes {
  const lanes = new Map<string, Target>();
  grid.columns.forEach((column, index) => {
    for (const lane of column.lanes) lanes.set(lane.seed.id, { lane, column: index });
  });
  const cards = new Map(grid.cards.map((card) => [card.service, card]));
  const busy: Interval[][][] = [];
  const channels = grid.columns.map(() => 0);
  const taps: TapRoute[] = [];
  for (const card of grid.cards) {
    const from = logicalX(card, grid);
    for (const id of cast.lanesOf.get(card.service) ?? []) {
      const target = lanes.get(id);
      if (!target || card.lanes.includes(id)) continue;
      const { lane, column } = target;
      const spans = card.row >= lane.row && card.row < lane.row + lane.rows;
      if (spans) {
        const end = column > card.column ? 'left-wall' : 'right-wall';
        const to = column > card.column ? column + 0.01 : column + 0.99;
        const track = takeTrack(busy, card.row, from, to);
        taps.push({ service: card.service, lane: id, row: card.row, track, end, column, channel: -1 });
        continue;
      }
      const channel = channels[column] ?? 0;
      channels[column] = channel + 1;
      const track = takeTrack(busy, card.row, from, column + 0.98);
      const end = lane.row > card.row ? 'top-wall' : 'bottom-wall';
      taps.push({ service: card.service, lane: id, row: card.row, track, end, column, channel });
    }
  }
  const firstInRow = new Map<number, number>();
  for (const card of grid.cards) {
    firstInRow.set(
      card.row,
      Math.min(firstInRow.get(card.row) ?? Number.POSITIVE_INFINITY, logicalX(card, grid)),
    );
  }
  const routed: CableRoute[] = [];
  for (const seed of cables) {
    const card = cards.get(seed.card);
    if (!card) continue;
    const x = logicalX(card, grid);
    const straight = firstInRow.get(card.row) === x;
    routed.push({ seed, row: card.row, track: straight ? -1 : takeTrack(busy, card.row, -1, x) });
  }
  const tracks = Array.from({ length: grid.rows }, (_, row) => busy[row]?.length ?? 0);
  return { taps, cables: routed, tracks, channels };
}
