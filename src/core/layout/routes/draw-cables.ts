// Polylines of the ways in, and their labels: a column beside the outside, and a strip behind the wall for what only the host reaches.

import type { Geometry } from '../grid/geometry.ts';
import { metrics } from '../metrics.ts';
import type { Point, Rect, SceneCable, SceneCard } from '../scene.ts';
import type { CableRoute, Routes } from './plan-routes.ts';

interface Draft {
  readonly route: CableRoute;
  /** Level of the line where it comes in. */
  readonly y: number;
  readonly end: readonly Point[];
}

const entryLevel = 24;
const entryStep = 18;

function draft(route: CableRoute, card: SceneCard, geometry: Geometry): Draft | null {
  const row = geometry.rows[route.row];
  if (!row) return null;
  const { index } = route.seed;
  if (route.track < 0) {
    const y = card.rect.y + entryLevel + index * entryStep;
    return { route, y, end: [{ x: card.rect.x, y }] };
  }
  const y = row.tracksY + route.track * metrics.trackStep;
  const x = card.rect.x + 16 + index * 10;
  return {
    route,
    y,
    end: [
      { x, y },
      { x, y: card.rect.y + card.rect.height },
    ],
  };
}

/** The level of a label, pushed down until it covers none of the lines that pass its column. */
function clearOf(lines: readonly number[], from: number): number {
  let level = from;
  const reach = metrics.labelHeight / 2 + 3;
  for (const line of lines) if (Math.abs(line - level) < reach) level = line + reach;
  return level;
}

/** Labels stand in one column each, in the order of their lines, pushed down where they would overlap. */
function place(
  drafts: readonly Draft[],
  wall: Rect,
  labelX: number,
  passing: readonly number[] | null,
): SceneCable[] {
  const inside = passing !== null;
  const sorted = [...drafts].sort((a, b) => a.y - b.y);
  let free = Number.NEGATIVE_INFINITY;
  return sorted.map(({ route, y, end }, position): SceneCable => {
    const level = clearOf(passing ?? [], Math.max(y, free));
    free = level + metrics.labelStep;
    const { seed } = route;
    const labelRect = {
      x: labelX,
      y: level - metrics.labelHeight / 2,
      width: metrics.labelWidth,
      height: metrics.labelHeight,
    };
    const elbow = labelX + metrics.labelWidth + 6 + (position % 4) * 4;
    const bend =
      level === y
        ? []
        : [
            { x: elbow, y: level },
            { x: elbow, y },
          ];
    const start = inside ? wall.x + wall.width : labelX - 12;
    const crossing = { x: wall.x + wall.width / 2, y: inside ? level : y };
    return {
      id: seed.id,
      service: seed.service,
      state: seed.state,
      label: seed.label,
      title: seed.title,
      ports: seed.ports,
      labelRect,
      points: [{ x: start, y: level }, ...bend, ...end],
      crossing,
      thin: seed.thin,
    };
  });
}

/** All cables of services; the host lane's own is drawn with that lane. */
export function drawCables(
  routes: Routes,
  cards: readonly SceneCard[],
  wall: Rect,
  geometry: Geometry,
): SceneCable[] {
  const cardOf = new Map(cards.map((card) => [card.service, card]));
  const outside: Draft[] = [];
  const host: Draft[] = [];
  for (const route of routes.cables) {
    const card = cardOf.get(route.seed.card);
    const made = card ? draft(route, card, geometry) : null;
    if (!made) continue;
    if (route.seed.state === 'host') host.push(made);
    else outside.push(made);
  }
  const hostX = wall.x + metrics.wallWidth + 14;
  const passing = outside.map((each) => each.y).sort((a, b) => a - b);
  const outsideX = metrics.outsideWidth - metrics.labelWidth - 20;
  return [...place(outside, wall, outsideX, null), ...place(host, wall, hostX, passing)];
}
