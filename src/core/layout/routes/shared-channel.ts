// Measures the distance that lines of needs run so close together that they cannot be told apart.

import type { Point } from '../scene.ts';

interface Line {
  readonly to: string;
  readonly points: readonly Point[];
}

/** Largest distance at which two lines share a channel, px. */
const channelWidth = 6;
/** Length at the end of lines into the same card that is ignored, px. */
const ignoredEnd = 24;

/** Returns a line without its last `length` px. */
function shortened(points: readonly Point[], length: number): readonly Point[] {
  let left = length;
  for (let index = points.length - 1; index > 0; index--) {
    const [a, b] = [points[index - 1], points[index]];
    if (!a || !b) return [];
    const size = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
    if (size > left) {
      const share = left / size;
      return [...points.slice(0, index), { x: b.x + (a.x - b.x) * share, y: b.y + (a.y - b.y) * share }];
    }
    left -= size;
  }
  return [];
}

/** Returns the length that two segments run together, px. */
function overlapLength(a: Point, b: Point, c: Point, d: Point): number {
  const upright = a.x === b.x;
  if (upright !== (c.x === d.x)) return 0;
  if (Math.abs(upright ? a.x - c.x : a.y - c.y) >= channelWidth) return 0;
  const [p, q, r, s] = upright ? [a.y, b.y, c.y, d.y] : [a.x, b.x, c.x, d.x];
  return Math.max(0, Math.min(Math.max(p, q), Math.max(r, s)) - Math.max(Math.min(p, q), Math.min(r, s)));
}

function sharedLength(first: readonly Point[], other: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < first.length; i++) {
    for (let j = 1; j < other.length; j++) {
      const [a, b, c, d] = [first[i - 1], first[i], other[j - 1], other[j]];
      if (a && b && c && d) sum += overlapLength(a, b, c, d);
    }
  }
  return sum;
}

/** Returns the longest distance, px, that any two lines run together; lines into one card may share their last segment. */
export function longestShared(lines: readonly Line[]): number {
  let longest = 0;
  lines.forEach((line, index) => {
    for (const other of lines.slice(index + 1)) {
      const cut = line.to === other.to ? ignoredEnd : 0;
      longest = Math.max(longest, sharedLength(shortened(line.points, cut), shortened(other.points, cut)));
    }
  });
  return longest;
}
