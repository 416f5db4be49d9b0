// Arrowheads, and arcs for lines without a route through the gutters.

import type { Point, Rect } from '../layout/scene.ts';

const length = 6;
const half = 3;

/** Returns the path of an arrowhead at the end of a polyline. */
export function arrowhead(points: readonly Point[], size = 1): string {
  const [end, before] = [points.at(-1), points.at(-2)];
  if (!end || !before) return '';
  const reach = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [x, y] = [(end.x - before.x) / reach, (end.y - before.y) / reach];
  const foot = { x: end.x - x * length * size, y: end.y - y * length * size };
  const [left, right] = [1, -1].map(
    (side) => `${foot.x - side * y * half * size} ${foot.y + side * x * half * size}`,
  );
  return `M${end.x} ${end.y}L${left}L${right}z`;
}

/** Returns the point where the straight line from the centre of `rect` to `other` leaves `rect`. */
function exitPoint(rect: Rect, other: Rect): Point {
  const x = rect.x + rect.width / 2;
  const y = rect.y + rect.height / 2;
  const dx = other.x + other.width / 2 - x;
  const dy = other.y + other.height / 2 - y;
  if (dx === 0 && dy === 0) return { x, y };
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : rect.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : rect.height / 2 / Math.abs(dy),
    0.5,
  );
  return { x: x + dx * scale, y: y + dy * scale };
}

const round = (value: number): number => Math.round(value * 10) / 10;
const headLength = 9;
const headWidth = 4.5;

/** Returns an arrow curved to its left, so that opposite directions are two lines, with its head. */
export function arrow(from: Rect, to: Rect): { readonly line: string; readonly head: string } {
  const a = exitPoint(from, to);
  const b = exitPoint(to, from);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const bend = Math.min(26, length * 0.12);
  const mid = {
    x: (a.x + b.x) / 2 + ((b.y - a.y) / length) * bend,
    y: (a.y + b.y) / 2 - ((b.x - a.x) / length) * bend,
  };
  const reach = Math.hypot(b.x - mid.x, b.y - mid.y) || 1;
  const along = { x: (b.x - mid.x) / reach, y: (b.y - mid.y) / reach };
  const foot = { x: b.x - along.x * headLength, y: b.y - along.y * headLength };
  const left = `${round(foot.x - along.y * headWidth)} ${round(foot.y + along.x * headWidth)}`;
  const right = `${round(foot.x + along.y * headWidth)} ${round(foot.y - along.x * headWidth)}`;
  return {
    line: `M${round(a.x)} ${round(a.y)}Q${round(mid.x)} ${round(mid.y)} ${round(b.x)} ${round(b.y)}`,
    head: `M${round(b.x)} ${round(b.y)}L${left}L${right}z`,
  };
}
