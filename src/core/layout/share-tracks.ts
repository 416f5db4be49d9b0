// Tracks of the gutters between rows: lines of one bundle may lie upon each other, lines of two never do.

interface Run {
  readonly from: number;
  readonly to: number;
  readonly bundle: string;
}

export interface Tracks {
  /** The track for a line from `from` to `to` (logical x) below `row`: one of its bundle where that is free, else the first. */
  take(row: number, from: number, to: number, bundle: string): number;
  /** Tracks in use below `row`. */
  count(row: number): number;
}

/** Empty gutters. */
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
