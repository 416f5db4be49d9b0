// Where the note of a drag stands: in the visible part of the canvas, beside what is dragged and where it would fall, near the pointer.

import type { Point, Rect } from '../../../core/layout/scene.ts';

/** The distance between the note and what it stands beside, in px of the window. */
const gap = 14;
/** The weights of what a note may cover, per px²: source, target and pointer it covers last. */
const weights = { kept: 50, cards: 1 } as const;
/** The weight of the distance from the pointer, in px² of covered cards for each px. */
const farWeight = 8;

/** The number of steps across the area, and down it, in which a free place is looked for. */
const steps = 9;

interface Surroundings {
  /** The part of the window that the note may stand in. */
  readonly area: Rect;
  readonly pointer: Point;
  /** The dragged card, the zone of the drop, and the ring: to be seen while the note is read. */
  readonly kept: readonly Rect[];
  readonly cards: readonly Rect[];
}

function overlap(a: Rect, b: Rect): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return across > 0 && down > 0 ? across * down : 0;
}

/** Returns the positions beside a rectangle: on each side, at the height or the width of the pointer and at both ends. */
function beside(
  { x, y, width, height }: Rect,
  size: { width: number; height: number },
  { x: atX, y: atY }: Point,
): Point[] {
  const tops = [atY - size.height / 2, y, y + height - size.height];
  const lefts = [atX - size.width / 2, x, x + width - size.width];
  return [
    ...tops.flatMap((top) => [
      { x: x + width + gap, y: top },
      { x: x - gap - size.width, y: top },
    ]),
    ...lefts.flatMap((left) => [
      { x: left, y: y + height + gap },
      { x: left, y: y - gap - size.height },
    ]),
  ];
}

function within(at: number, from: number, room: number, length: number): number {
  return Math.max(from, Math.min(at, from + room - length));
}

/** Returns the upper left corner of a note of that size: where it covers the least that matters, nearest to the pointer. */
export function placeNote(
  size: { width: number; height: number },
  { area, pointer, kept, cards }: Surroundings,
): Point {
  const around = { x: pointer.x - gap, y: pointer.y - gap, width: 2 * gap, height: 2 * gap };
  const spread = (from: number, room: number): readonly number[] =>
    Array.from({ length: steps + 1 }, (_, step) => from + (room * step) / steps);
  const anywhere = spread(area.x, area.width - size.width).flatMap((x) =>
    spread(area.y, area.height - size.height).map((y) => ({ x, y })),
  );
  const candidates = [...[around, ...kept].flatMap((rect) => beside(rect, size, pointer)), ...anywhere];
  let best: Point = { x: area.x, y: area.y };
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const x = within(candidate.x, area.x, area.width, size.width);
    const y = within(candidate.y, area.y, area.height, size.height);
    const note = { x, y, ...size };
    const covered = (rects: readonly Rect[]) => rects.reduce((sum, rect) => sum + overlap(note, rect), 0);
    const far = Math.hypot(
      Math.max(x - pointer.x, 0, pointer.x - x - size.width),
      Math.max(y - pointer.y, 0, pointer.y - y - size.height),
    );
    const cost = weights.kept * covered([around, ...kept]) + weights.cards * covered(cards) + farWeight * far;
    if (cost >= least) continue;
    least = cost;
    best = { x, y };
  }
  return best;
}
