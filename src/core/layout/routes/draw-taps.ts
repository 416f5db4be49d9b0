// Plugs on the edges of cards, tags of far memberships below them, and the polylines from there to the far lanes.

import type { Geometry } from '../grid/geometry.ts';
import type { LaneAssignment } from '../lanes/assign-lanes.ts';
import { metrics, type Sizes } from '../metrics.ts';
import type { Point, Rect, SceneCard, SceneLane, SceneTap } from '../scene.ts';
import type { Routes, TapRoute } from './plan-routes.ts';

const stubPlug = 10;

function ownPlug(card: SceneCard, lane: SceneLane, sizes: Sizes): Point {
  const laneCentre = lane.rect.x + lane.rect.width / 2;
  const cardCentre = card.rect.x + card.rect.width / 2;
  const right = card.lanes.length > 1 && laneCentre > cardCentre;
  return {
    x: right ? card.rect.x + card.rect.width : card.rect.x,
    y: card.rect.y + Math.round(sizes.cardHeight * 0.78),
  };
}

function tapPoints(route: TapRoute, tag: Rect, lane: SceneLane, geometry: Geometry): Point[] {
  const row = geometry.rows[route.row];
  const column = geometry.columns[route.column];
  if (!row || !column) return [];
  const y = row.tracksY + route.track * metrics.trackStep;
  const start = { x: tag.x + tag.width / 2, y: tag.y + tag.height };
  const turn = { x: start.x, y };
  switch (route.end) {
    case 'left-wall':
      return [start, turn, { x: lane.rect.x, y }];
    case 'right-wall':
      return [start, turn, { x: lane.rect.x + lane.rect.width, y }];
    case 'top-wall':
    case 'bottom-wall': {
      const x = column.channelX + route.channel * metrics.trackStep;
      const end = route.end === 'top-wall' ? lane.rect.y : lane.rect.y + lane.rect.height;
      return [start, turn, { x, y }, { x, y: end }];
    }
  }
}

const middle = (rect: Rect): Point => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

/** Returns one tap for each membership, in the order of services and of their networks. */
export function drawTaps(
  assignment: LaneAssignment,
  routes: Routes,
  cards: readonly SceneCard[],
  lanes: readonly SceneLane[],
  geometry: Geometry,
  sizes: Sizes,
): SceneTap[] {
  const cardOf = new Map(cards.map((card) => [card.service, card]));
  const laneOf = new Map(lanes.map((lane) => [lane.id, lane]));
  const routeOf = new Map(routes.taps.map((route) => [`${route.service} ${route.lane}`, route]));
  const taps: SceneTap[] = [];
  for (const [service, ids] of assignment.lanesOf) {
    const card = cardOf.get(service);
    if (!card) continue;
    const far = ids.filter((id) => !card.lanes.includes(id));
    const tags = placeTags(card.rect, far.length);
    for (const id of ids) {
      const lane = laneOf.get(id);
      if (!lane) continue;
      const tap = { service, network: lane.name, lane: id };
      const tag = tags[far.indexOf(id)];
      if (!tag) {
        taps.push({ ...tap, points: [], plug: ownPlug(card, lane, sizes), tag: null });
      } else if (lane.form === 'stub') {
        taps.push({ ...tap, points: [], plug: { x: tag.x + stubPlug, y: middle(tag).y }, tag: null });
      } else {
        const route = routeOf.get(`${service} ${id}`);
        const points = route ? tapPoints(route, tag, lane, geometry) : [];
        taps.push({ ...tap, points, plug: middle(tag), tag });
      }
    }
  }
  return taps;
}

const trunkRoom = 44;
const tagGap = 4;
const minTagWidth = 14;

/**
 * Returns the rectangles of `count` tags of far memberships, in a row below `card`, aligned with its right edge. The left stays free for
 * trunks that come from below.
 */
export function placeTags(card: Rect, count: number): readonly Rect[] {
  if (count === 0) return [];
  const room = card.width - trunkRoom;
  const fair = Math.floor((room - (count - 1) * tagGap) / count);
  const width = Math.max(minTagWidth, Math.min(metrics.tagWidth, fair));
  const step = count === 1 ? 0 : Math.min(width + tagGap, (room - width) / (count - 1));
  return Array.from({ length: count }, (_, index) => ({
    x: card.x + card.width - width - (count - 1 - index) * step,
    y: card.y + card.height + metrics.tagGap,
    width,
    height: metrics.tagHeight,
  }));
}
