// From a topology to its picture. Same input, same picture; nothing here measures text or knows a theme.

import { type Cast, castServices, type LaneSeed, namespaceOwner } from './cast-services.ts';
import { chooseGrid } from './choose-grid.ts';
import { drawCables } from './draw-cables.ts';
import { drawCards } from './draw-cards.ts';
import { drawHostLane } from './draw-host-lane.ts';
import { drawLanes } from './draw-lanes.ts';
import { drawTaps } from './draw-taps.ts';
import { measureGrid } from './geometry.ts';
import type { GridPlan } from './grid-plan.ts';
import type { LayoutInput } from './layout-input.ts';
import { metrics } from './metrics.ts';
import type { LaneKind, Picture, Rect } from './picture.ts';
import { planRoutes } from './plan-routes.ts';
import { rankLanes } from './rank-lanes.ts';
import { seedCables } from './seed-cables.ts';

function place(kind: LaneKind, members: readonly string[]): LaneSeed {
  return { id: `place:${kind}`, name: kind, kind, network: null, members };
}

const tierOrder = { edge: 0, app: 1, data: 2 } as const;

/** Edge before app before data, published ones first, then file order. */
function cardOrder(input: LayoutInput): ReadonlyMap<string, number> {
  const names = [...input.topology.services.keys()];
  const weight = (name: string): number =>
    tierOrder[input.tiers.get(name) ?? 'app'] * 2 + (input.published.has(name) ? 0 : 1);
  const sorted = names
    .map((name, at) => ({ name, at }))
    .sort((a, b) => weight(a.name) - weight(b.name) || a.at - b.at);
  return new Map(sorted.map(({ name }, index) => [name, index]));
}

function planFor(input: LayoutInput, cast: Cast): GridPlan {
  const ranks = [...rankLanes(cast, input)];
  const tray = place('closed', cast.closed);
  ranks.push(cast.unknown.length > 0 ? [place('unknown', cast.unknown), tray] : [tray]);
  const only = cast.lanes.length === 1 && (cast.lanes[0]?.members.length ?? 0) > 1;
  return {
    cast,
    ranks,
    order: cardOrder(input),
    groupOf: only ? (service) => input.tiers.get(service) ?? 'app' : null,
  };
}

/** The whole picture in pixels, the outside at the left, the closed tray at the right, the host lane below. */
export function layoutTopology(input: LayoutInput): Picture {
  const { topology } = input;
  const cast = castServices(topology);
  const plan = planFor(input, cast);
  const seeds = seedCables(input, (name) => {
    const service = topology.services.get(name);
    const owner = service ? namespaceOwner(topology, service) : null;
    return owner !== null && cast.lanesOf.has(owner) ? owner : null;
  });
  const wallX = metrics.outsideWidth;
  const strip = seeds.some((seed) => seed.state === 'host') ? metrics.hostStrip : metrics.approach;
  const lanesX = wallX + metrics.wallWidth + strip;
  const grid = chooseGrid(plan, lanesX);
  const routes = planRoutes(cast, grid, seeds);
  const geometry = measureGrid(plan, grid, routes, lanesX);
  const lanes = drawLanes(plan, input, grid, geometry);
  const cards = drawCards(cast, grid, geometry);
  const hostY = geometry.bottom + metrics.laneGap + metrics.columnGap / 2;
  const width = Math.max(geometry.right - lanesX, 2 * metrics.laneMinWidth);
  const hostLane = drawHostLane(cast, lanesX, hostY, width, wallX);
  const bottom = hostLane.lane.rect.y + hostLane.lane.rect.height;
  const wall: Rect = { x: wallX, y: metrics.top, width: metrics.wallWidth, height: bottom - metrics.top };
  const cables = drawCables(routes, cards, wall, geometry);
  const allLanes = [...lanes, hostLane.lane];
  const taps = drawTaps(cast, routes, cards, allLanes, geometry);
  const lowest = Math.max(bottom, ...cables.map((cable) => cable.labelRect.y + cable.labelRect.height));
  return {
    bounds: { x: 0, y: 0, width: lanesX + width, height: lowest },
    outside: { x: 0, y: 0, width: wallX, height: lowest },
    wall,
    lanes: allLanes,
    cards: [...cards, ...hostLane.cards],
    taps,
    cables: hostLane.cable ? [...cables, hostLane.cable] : cables,
  };
}
