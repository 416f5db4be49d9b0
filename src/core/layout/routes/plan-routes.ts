// Assigns each tap and trunk to a gutter and a channel, before pixels: the geometry needs the numbers of lines. Taps to one lane share
// their line, so that a lane with many far members has one line instead of many.

import type { Grid, GridCard, GridLane } from '../grid/grid.ts';
import type { LaneAssignment } from '../lanes/assign-lanes.ts';
import type { TrunkSeed } from './seed-trunks.ts';

/**
 * The end of a tap: at the side wall of a lane that spans its row, or through a channel at the lane's top or bottom wall; a tap meets a
 * rail from above.
 */
export interface TapRoute {
  readonly service: string;
  readonly lane: string;
  readonly row: number;
  readonly track: number;
  readonly end: 'left-wall' | 'right-wall' | 'top-wall' | 'bottom-wall';
  readonly column: number;
  /** Position in the channel of `column`; -1 without a channel. */
  readonly channel: number;
}

/** The route of a trunk; `track` is -1 for a straight line to a card with nothing in between. */
export interface TrunkRoute {
  readonly seed: TrunkSeed;
  readonly row: number;
  readonly track: number;
  /** Position among the trunks that meet the same card (the service's or its proxy's). */
  readonly index: number;
}

export interface Routes {
  readonly taps: readonly TapRoute[];
  readonly trunks: readonly TrunkRoute[];
  /** Number of tracks in the gutter below each row. */
  readonly tracks: readonly number[];
  /** Number of lines in the channel of each column. */
  readonly channels: readonly number[];
  /** Rows with tags below their cards. */
  readonly tagged: ReadonlySet<number>;
}

/** Returns the logical x of a card: the integer part is the column, so that intervals can be compared before pixel positions exist. */
function logicalX(card: GridCard, grid: Grid): number {
  if (card.sub === null) return card.column + 1;
  const subs = grid.columns[card.column]?.subs ?? 1;
  return card.column + (card.sub + 1) / (subs + 2);
}

/** Largest number of trunks that meet a card at its side. */
const maxStraightTrunks = 3;

interface Target {
  readonly lane: GridLane;
  readonly column: number;
}

/** Returns routes for all trunks, and for all memberships except stubs and the lanes that a card sits on. */
export function planRoutes(
  assignment: LaneAssignment,
  grid: Grid,
  rails: ReadonlySet<string>,
  trunks: readonly TrunkSeed[],
): Routes {
  const lanes = new Map<string, Target>();
  grid.columns.forEach((column, index) => {
    for (const lane of column.lanes) lanes.set(lane.seed.id, { lane, column: index });
  });
  const tracks = createTracks();
  const channels = grid.columns.map((): string[] => []);
  const tagged = new Set<number>();
  const taps: TapRoute[] = [];
  const channelOf = (column: number, lane: string): number => {
    const channel = channels[column] ?? [];
    const known = channel.indexOf(lane);
    return known < 0 ? channel.push(lane) - 1 : known;
  };
  for (const card of grid.cards) {
    const from = logicalX(card, grid);
    for (const id of assignment.lanesOf.get(card.service) ?? []) {
      if (card.lanes.includes(id)) continue;
      tagged.add(card.row);
      const base = { service: card.service, lane: id, row: card.row };
      const target = lanes.get(id);
      if (!target) {
        if (!rails.has(id)) continue;
        const channel = channelOf(card.column, id);
        const track = tracks.take(card.row, from, card.column + 0.98, id);
        taps.push({ ...base, track, end: 'top-wall', column: card.column, channel });
        continue;
      }
      const { lane, column } = target;
      if (card.row >= lane.row && card.row < lane.row + lane.rows) {
        const end = column > card.column ? 'left-wall' : 'right-wall';
        const to = column > card.column ? column + 0.01 : column + 0.99;
        const track = tracks.take(card.row, from, to, id);
        taps.push({ ...base, track, end, column, channel: -1 });
        continue;
      }
      const channel = channelOf(column, id);
      const track = tracks.take(card.row, from, column + 0.98, id);
      const end = lane.row > card.row ? 'top-wall' : 'bottom-wall';
      taps.push({ ...base, track, end, column, channel });
    }
  }
  const cards = new Map(grid.cards.map((card) => [card.service, card]));
  const firstInRow = new Map<number, number>();
  for (const card of grid.cards) {
    const known = firstInRow.get(card.row) ?? Number.POSITIVE_INFINITY;
    firstInRow.set(card.row, Math.min(known, logicalX(card, grid)));
  }
  const routed: TrunkRoute[] = [];
  const entries = new Map<string, string[]>();
  for (const seed of trunks) {
    const end = seed.via ?? seed.card;
    const card = cards.get(end);
    if (!card) continue;
    // A trunk through a proxy uses the line of the proxy.
    const wires = seed.via === null ? seed.kind : 'outside';
    const wiresOfCard = entries.get(end) ?? [];
    entries.set(end, wiresOfCard);
    const known = wiresOfCard.indexOf(wires);
    const index = known < 0 ? wiresOfCard.push(wires) - 1 : known;
    const x = logicalX(card, grid);
    const straight = firstInRow.get(card.row) === x && index < maxStraightTrunks;
    const track = straight ? -1 : tracks.take(card.row, -1, x, `trunk ${end} ${wires}`);
    routed.push({ seed, row: card.row, track, index });
  }
  return {
    taps,
    trunks: routed,
    tracks: Array.from({ length: grid.rows }, (_, row) => tracks.count(row)),
    channels: channels.map((lanesOfChannel) => lanesOfChannel.length),
    tagged,
  };
}

// Tracks of the gutters between rows: lines of one bundle may overlap, lines of different bundles never do.
interface Run {
  readonly from: number;
  readonly to: number;
  readonly bundle: string;
}

interface Tracks {
  /**
   * Reserves a track below `row` for a line from `from` to `to` (logical x): a free track of the same bundle, otherwise the first free
   * track.
   */
  take(row: number, from: number, to: number, bundle: string): number;
  /** Returns the number of tracks in use below `row`. */
  count(row: number): number;
}

/** Creates empty gutters. */
export function createTracks(): Tracks {
  const rows = new Map<number, Run[][]>();
  return {
    take(row, from, to, bundle) {
      const tracks = rows.get(row) ?? [];
      rows.set(row, tracks);
      const run = { from: Math.min(from, to), to: Math.max(from, to), bundle };
      const free = (track: readonly Run[]): boolean =>
        track.every((other) => other.bundle === bundle || other.from > run.to || run.from > other.to);
      const shared = tracks.findIndex(
        (track) => track.some((other) => other.bundle === bundle) && free(track),
      );
      const index = shared < 0 ? tracks.findIndex(free) : shared;
      if (index < 0) return tracks.push([run]) - 1;
      tracks[index]?.push(run);
      return index;
    },
    count: (row) => rows.get(row)?.length ?? 0,
  };
}
