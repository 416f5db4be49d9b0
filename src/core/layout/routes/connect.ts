// The lines in the gutters of a finished scene: lines of needs, and lines from proxies to their upstreams.

import type { LaneAssignment } from '../lanes/assign-lanes.ts';
import { metrics } from '../metrics.ts';
import type { Point, Rect, Scene, SceneCard, SceneNeed, SceneTrunk } from '../scene.ts';
import { type Obstacle, routeLines, type Streets } from './route-needs.ts';
import { longestShared } from './shared-channel.ts';

type Pair = readonly [from: string, to: string];

/**
 * Returns pairs of cards in which the first needs the second: a pile is represented by its first service, and no pair leads from a card to
 * itself.
 */
export function needsOfCards(
  needs: readonly Pair[],
  cards: readonly SceneCard[],
  assignment: LaneAssignment,
): readonly Pair[] {
  const cardOf = new Map(cards.map(({ service }) => [service, service]));
  for (const [leader, members] of assignment.piles) for (const name of members) cardOf.set(name, leader);
  const pairs = new Map<string, Pair>();
  for (const [a, b] of needs) {
    const [from, to] = [cardOf.get(a), cardOf.get(b)];
    if (from !== undefined && to !== undefined && from !== to)
      pairs.set(JSON.stringify([from, to]), [from, to]);
  }
  return [...pairs.values()];
}

/** The parts of a scene that decide where lines between its cards may run. */
export type Passable = Pick<Scene, 'cards' | 'piles' | 'lanes' | 'taps' | 'levels' | 'sizes'>;

/** Space beside a lane's heading, along its walls, and the position of vertical lines in it, clear of the wall whatever its thickness. */
const headingMargin = 12;
const wallDistance = 7;

function textRects({ lanes, taps, sizes }: Passable): Rect[] {
  const blocked: Rect[] = [];
  for (const { rect, header, form } of lanes) {
    // The heading of a place may be beside its cards.
    if (form === 'full' && header === rect.height)
      blocked.push({
        x: rect.x + headingMargin,
        y: rect.y + 2,
        width: sizes.placeHead - headingMargin,
        height: header - 4,
      });
    else if (form === 'full' || form === 'rail')
      blocked.push({
        x: rect.x + headingMargin,
        y: rect.y + 2,
        width: rect.width - 2 * headingMargin,
        height: header - 4,
      });
    else blocked.push(rect);
  }
  for (const { tag } of taps) if (tag) blocked.push(tag);
  return blocked;
}

/** Returns the distance from the side of a card at which its lines turn: half-way to the next card, but always inside its lane. */
function turnDistance(gap: number, toWall: number): number {
  return toWall > 0 ? Math.min(gap, toWall) / 2 : gap / 2;
}

const streetsByScene = new WeakMap<Passable, Streets>();

/** Returns the areas of a scene where lines between cards may run. */
function streetsOf(scene: Passable): Streets {
  const before = streetsByScene.get(scene);
  if (before) return before;
  const { cards, piles, lanes, levels, sizes } = scene;
  const laneOf = new Map(lanes.map(({ id, rect }) => [id, rect]));
  const boxes = [
    ...cards,
    ...piles.map(({ leader, rect, lanes: on }) => ({ service: leader, rect, lanes: on, inside: null })),
  ];
  // A joined service does not border the gutters: its lines meet its owner's card, at the height of the joined service.
  const outer = new Map(
    boxes.filter(({ inside }) => inside === null).map(({ service, rect }) => [service, rect]),
  );
  const obstacles = new Map<string, Obstacle>();
  for (const { service, rect: own, inside, lanes: on } of boxes) {
    const owner = inside === null ? undefined : outer.get(inside);
    const rect = owner ? { ...own, x: owner.x, width: owner.width } : own;
    const [first, last] = [laneOf.get(on[0] ?? ''), laneOf.get(on.at(-1) ?? '')];
    obstacles.set(service, {
      rect,
      left: turnDistance(sizes.cardGap, first ? rect.x - first.x : 0),
      right: turnDistance(sizes.cardGap, last ? last.x + last.width - rect.x - rect.width : 0),
      from: first?.x ?? rect.x,
    });
  }
  const full = lanes.filter(({ form }) => form === 'full').map(({ rect }) => rect);
  const streets: Streets = {
    cards: obstacles,
    blocked: textRects(scene),
    levels,
    uprights: full.flatMap((rect) => [rect.x + wallDistance, rect.x + rect.width - wallDistance]),
    walls: full,
  };
  streetsByScene.set(scene, streets);
  return streets;
}

/** Returns lines between cards of a scene, each on its own track; an empty line when the scene is too large or no track is free. */
export function linesBetween(scene: Passable, pairs: readonly Pair[]): readonly (readonly Point[])[] {
  const count = scene.cards.length + scene.piles.length;
  if (count > metrics.maxCardsWithLines || pairs.length > metrics.maxNeedsWithLines)
    return pairs.map(() => []);
  return pairs.length === 0 ? [] : routeLines(streetsOf(scene), pairs);
}

/**
 * Returns the needs of a scene with the lines shown at rest: all lines when they are few and each can be followed from end to end;
 * otherwise none.
 */
export function needsAtRest(scene: Passable, pairs: readonly Pair[]): readonly SceneNeed[] {
  const few = pairs.length <= metrics.maxNeedsAtRest;
  const lines = few ? linesBetween(scene, pairs) : [];
  const needs = pairs.map(([from, to], index): SceneNeed => ({ from, to, points: lines[index] ?? [] }));
  const clear = few && needs.every(({ points }) => points.length > 1);
  return clear && longestShared(needs) <= scene.sizes.cardHeight
    ? needs
    : needs.map((need) => ({ ...need, points: [] }));
}

/** Adds to the trunks the lines from a proxy's card to the cards of its upstreams. */
export function connectUpstreams(scene: Passable, trunks: readonly SceneTrunk[]): readonly SceneTrunk[] {
  const pairs = new Map<SceneTrunk, Pair>();
  for (const trunk of trunks)
    if (trunk.via !== null && trunk.card !== null) pairs.set(trunk, [trunk.via, trunk.card]);
  const lines = linesBetween(scene, [...pairs.values()]);
  const lineOf = new Map([...pairs.keys()].map((trunk, index) => [trunk, lines[index] ?? []]));
  return trunks.map((trunk) => ({ ...trunk, onward: lineOf.get(trunk) ?? [] }));
}
