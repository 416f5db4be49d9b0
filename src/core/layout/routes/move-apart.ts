// Puts lines that share streets on separate tracks, in the order with the fewest crossings.

import type { Point } from '../scene.ts';

/** The range, across its direction, in which a segment of a line may be moved. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

interface Stretch extends Span {
  readonly line: number;
  /** Index of the segment's first point. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** The side to which the line continues at both ends: a segment entered from the left is best placed at the left. */
  readonly pull: number;
}

/** Overlapping segments of one street, with the tracks that keep them apart. */
interface Bundle {
  readonly upright: boolean;
  readonly at: number;
  readonly low: number;
  readonly high: number;
  tracks: readonly (readonly Stretch[])[];
}

const maxTrackDistance = 8;
const touch = 2;
/** Largest number of lines whose order is optimised. */
const maxOrderedLines = 20;
const maxRounds = 4;

function stretchesOf(
  lines: readonly (readonly Point[])[],
  spanOf: (line: number, index: number) => Span,
): ReadonlyMap<string, Stretch[]> {
  const streets = new Map<string, Stretch[]>();
  lines.forEach((points, line) => {
    for (let index = 0; index + 1 < points.length; index++) {
      const [a, b] = [points[index], points[index + 1]];
      if (!a || !b) continue;
      const upright = a.x === b.x;
      const [start, end] = upright ? [a.y, b.y] : [a.x, b.x];
      const across = ({ x, y }: Point): number => (upright ? x : y);
      const pull = across(points[index - 1] ?? a) + across(points[index + 2] ?? b) - 2 * across(a);
      const key = upright ? `x${a.x}` : `y${a.y}`;
      const street = streets.get(key) ?? [];
      streets.set(key, street);
      street.push({
        line,
        index,
        from: Math.min(start, end),
        to: Math.max(start, end),
        pull,
        ...spanOf(line, index),
      });
    }
  });
  return streets;
}

/** Groups the segments of a street into bundles that do not overlap each other. */
function bundlesOf(key: string, street: readonly Stretch[]): Bundle[] {
  const bundles: Bundle[] = [];
  const sorted = [...street].sort((a, b) => a.from - b.from || a.to - b.to);
  let ownStretches: Stretch[] = [];
  let end = Number.NEGATIVE_INFINITY;
  const close = (): void => {
    if (ownStretches.length > 0) bundles.push(bundleOf(key, ownStretches));
    ownStretches = [];
  };
  for (const stretch of sorted) {
    if (stretch.from > end + touch) close();
    ownStretches.push(stretch);
    end = Math.max(ownStretches.length === 1 ? stretch.to : end, stretch.to);
  }
  close();
  return bundles;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function bundleOf(key: string, stretches: readonly Stretch[]): Bundle {
  const tracks: Stretch[][] = [];
  for (const stretch of stretches) {
    const clear = (track: readonly Stretch[]): boolean =>
      track.every(
        (other) =>
          other.line === stretch.line || other.from > stretch.to + touch || stretch.from > other.to + touch,
      );
    const free = tracks.find(clear);
    if (free) free.push(stretch);
    else tracks.push([stretch]);
  }
  const at = Number(key.slice(1));
  const pullOf = (track: readonly Stretch[]): number => mean(track.map(({ pull }) => pull));
  return {
    upright: key.startsWith('x'),
    at,
    low: Math.min(at, Math.max(...stretches.map(({ low }) => low))),
    high: Math.max(at, Math.min(...stretches.map(({ high }) => high))),
    tracks: tracks.sort((a, b) => pullOf(a) - pullOf(b)),
  };
}

/** Returns the positions of a bundle's tracks. */
function placesOf({ at, low, high, tracks }: Bundle): readonly number[] {
  const gaps = tracks.length - 1;
  const step = Math.min(maxTrackDistance, (high - low) / Math.max(1, gaps));
  const first = Math.max(low, Math.min(at - (gaps * step) / 2, high - gaps * step));
  return tracks.map((_, index) => Math.round((first + index * step) * 2) / 2);
}

function moved(lines: readonly (readonly Point[])[], bundles: readonly Bundle[]): Point[][] {
  const points = lines.map((line) => line.map(({ x, y }) => ({ x, y })));
  for (const bundle of bundles) {
    const places = placesOf(bundle);
    bundle.tracks.forEach((track, turn) => {
      for (const { line, index } of track) {
        for (const point of [points[line]?.[index], points[line]?.[index + 1]]) {
          if (!point) continue;
          if (bundle.upright) point.x = places[turn] ?? point.x;
          else point.y = places[turn] ?? point.y;
        }
      }
    });
  }
  return points;
}

/** Counts the crossings between lines. */
function crossings(lines: readonly (readonly Point[])[]): number {
  const level: { line: number; y: number; from: number; to: number }[] = [];
  const upright: { line: number; x: number; from: number; to: number }[] = [];
  lines.forEach((points, line) => {
    for (let index = 0; index + 1 < points.length; index++) {
      const [a, b] = [points[index], points[index + 1]];
      if (!a || !b) continue;
      if (a.x === b.x) upright.push({ line, x: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) });
      else level.push({ line, y: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) });
    }
  });
  let count = 0;
  for (const a of level)
    for (const b of upright)
      if (a.line !== b.line && b.x >= a.from && b.x <= a.to && a.y >= b.from && a.y <= b.to) count++;
  return count;
}

/** Orders the tracks so that the lines cross least, by exchanging neighbours. */
function untangle(lines: readonly (readonly Point[])[], bundles: readonly Bundle[]): void {
  let least = crossings(moved(lines, bundles));
  for (let round = 0; round < maxRounds; round++) {
    const before = least;
    for (const bundle of bundles) {
      for (let turn = 0; turn + 1 < bundle.tracks.length; turn++) {
        const known = bundle.tracks;
        const tried = [...known];
        [tried[turn], tried[turn + 1]] = [tried[turn + 1] ?? [], tried[turn] ?? []];
        bundle.tracks = tried;
        const count = crossings(moved(lines, bundles));
        if (count < least) least = count;
        else bundle.tracks = known;
      }
    }
    if (least === before) return;
  }
}

/** Moves overlapping lines apart; `spanOf` gives the permitted range of the segment that begins at a given point of a line. */
export function moveApart(
  lines: readonly (readonly Point[])[],
  spanOf: (line: number, index: number) => Span,
): Point[][] {
  const bundles = [...stretchesOf(lines, spanOf)].flatMap(([key, street]) => bundlesOf(key, street));
  if (lines.length <= maxOrderedLines) untangle(lines, bundles);
  return moved(lines, bundles);
}
