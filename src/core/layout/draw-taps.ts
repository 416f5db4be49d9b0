// Polylines of taps, and the plugs that sit on the cards themselves.

import type { Cast } from './cast-services.ts';
import type { Geometry } from './geometry.ts';
import { metrics } from './metrics.ts';
import type { CardPicture, LanePicture, Point, TapPicture } from './picture.ts';
import type { Routes, TapRoute } from './plan-routes.ts';

const plugLevel = 22;

function ownPlug(card: CardPicture, lane: LanePicture): Point {
  const laneCentre = lane.rect.x + lane.rect.width / 2;
  const cardCentre = card.rect.x + card.rect.width / 2;
  const right = card.lanes.length > 1 && laneCentre > cardCentre;
  return {
    x: right ? card.rect.x + card.rect.width : card.rect.x,
    y: card.rect.y + metrics.cardHeight - plugLevel,
  };
}

function tapPoints(route: TapRoute, start: Point, lane: LanePicture, geometry: Geometry): Point[] {
  const row = geometry.rows[route.row];
  const column = geometry.columns[route.column];
  if (!row || !column) return [];
  const y = row.tracksY + route.track * metrics.trackStep;
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

/** One tap per membership, in the order of services and of their networks. */
export function drawTaps(
  cast: Cast,
  routes: Routes,
  cards: readonly CardPicture[],
  lanes: readonly LanePicture[],
  geometry: Geometry,
): TapPicture[] {
  const cardOf = new Map(cards.map((card) => [card.service, card]));
  const laneOf = new Map(lanes.map((lane) => [lane.id, lane]));
  const routesOf = new Map<string, TapRoute[]>();
  for (const route of routes.taps)
    routesOf.set(route.service, [...(routesOf.get(route.service) ?? []), route]);
  const taps: TapPicture[] = [];
  for (const [service, ids] of cast.lanesOf) {
    const card = cardOf.get(service);
    if (!card) continue;
    const own = routesOf.get(service) ?? [];
    const step = Math.min(14, (card.rect.width / 2 - 16) / Math.max(1, own.length));
    for (const id of ids) {
      const lane = laneOf.get(id);
      if (!lane) continue;
      const network = lane.name;
      if (card.lanes.includes(id)) {
        taps.push({ service, network, lane: id, points: [], plug: ownPlug(card, lane) });
        continue;
      }
      const index = own.findIndex((route) => route.lane === id);
      const route = own[index];
      if (!route) continue;
      const start = {
        x: card.rect.x + card.rect.width - 16 - index * step,
        y: card.rect.y + card.rect.height,
      };
      const points = tapPoints(route, start, lane, geometry);
      const plug = points.at(-1);
      if (plug) taps.push({ service, network, lane: id, points, plug });
    }
  }
  return taps;
}
