import type { Point } from '../layout/scene.ts';

/** A straight segment of a line, or a corner bent towards `bend`. */
interface Part {
  readonly from: Point;
  readonly to: Point;
  readonly bend: Point | null;
}

/** Returns the segments and corners of a line along the points, with a corner radius of at most `radius`. */
function partsOf(points: readonly Point[], radius: number): readonly Part[] {
  const parts: Part[] = [];
  let [from] = points;
  for (let index = 1; index < points.length; index++) {
    const at = points[index];
    const before = points[index - 1];
    const after = points[index + 1];
    if (!at || !before || !from) continue;
    const lead = Math.hypot(at.x - before.x, at.y - before.y);
    const tail = after ? Math.hypot(after.x - at.x, after.y - at.y) : 0;
    const bend = Math.min(radius, lead / 2, tail / 2);
    if (!after || bend < 1) {
      parts.push({ from, to: at, bend: null });
      from = at;
      continue;
    }
    const end = { x: at.x - ((at.x - before.x) / lead) * bend, y: at.y - ((at.y - before.y) / lead) * bend };
    const next = { x: at.x + ((after.x - at.x) / tail) * bend, y: at.y + ((after.y - at.y) / tail) * bend };
    parts.push({ from, to: end, bend: null }, { from: end, to: next, bend: at });
    from = next;
  }
  return parts;
}

const drawTo = ({ to, bend }: Part): string => `${bend ? `Q${bend.x} ${bend.y} ` : 'L'}${to.x} ${to.y}`;

/** Returns an SVG path along the points, with a corner radius of at most `radius`. */
export function pathOf(points: readonly Point[], radius: number): string {
  const [first] = points;
  if (!first) return '';
  return `M${first.x} ${first.y}${partsOf(points, radius).map(drawTo).join('')}`;
}

/** Length of a rounded right angle, as a multiple of its radius. */
const cornerLength = 1.623;

/** The path of one part of a line, and the length of the line before it. */
interface DashedPart {
  readonly d: string;
  readonly offset: number;
}

/**
 * Returns a dashed line as separate parts. Browsers draw the dashes of a straight line only where they are visible, but those of a line
 * with corners along its whole length for every tile of the screen; for lines across a large picture, that costs a tenth of a second per
 * frame.
 */
export function dashedPathsOf(points: readonly Point[], radius: number): readonly DashedPart[] {
  let length = 0;
  return partsOf(points, radius).map((part) => {
    const { from, to, bend } = part;
    const offset = length;
    length += bend
      ? Math.hypot(bend.x - from.x, bend.y - from.y) * cornerLength
      : Math.hypot(to.x - from.x, to.y - from.y);
    return { d: `M${from.x} ${from.y}${drawTo(part)}`, offset };
  });
}
