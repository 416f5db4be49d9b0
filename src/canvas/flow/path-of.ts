import type { Point } from '../../core/layout/scene.ts';

/** An SVG path along the points, its corners rounded by at most `radius`. */
export function pathOf(points: readonly Point[], radius: number): string {
  const [first] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  for (let index = 1; index < points.length; index++) {
    const at = points[index];
    const before = points[index - 1];
    const after = points[index + 1];
    if (!at || !before) continue;
    if (!after) {
      path += `L${at.x} ${at.y}`;
      continue;
    }
    const lead = Math.hypot(at.x - before.x, at.y - before.y);
    const tail = Math.hypot(after.x - at.x, after.y - at.y);
    const bend = Math.min(radius, lead / 2, tail / 2);
    if (bend < 1) {
      path += `L${at.x} ${at.y}`;
      continue;
    }
    const inX = at.x - ((at.x - before.x) / lead) * bend;
    const inY = at.y - ((at.y - before.y) / lead) * bend;
    const outX = at.x + ((after.x - at.x) / tail) * bend;
    const outY = at.y + ((after.y - at.y) / tail) * bend;
    path += `L${inX} ${inY}Q${at.x} ${at.y} ${outX} ${outY}`;
  }
  return path;
}
