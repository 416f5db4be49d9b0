// What runs through the gutters of a finished scene: the lines of needs, and what a proxy sends on.

import type { LaneAssignment } from '../lanes/assign-lanes.ts';
import { metrics } from '../metrics.ts';
import type { Point, Rect, Scene, SceneCard, SceneNeed, SceneTrunk } from '../scene.ts';
import { type Obstacle, routeLines, type Streets } from './route-needs.ts';
import { longestShared } from './shared-channel.ts';

type Pair = readonly [from: string, to: string];

/** Pairs of cards of which the first needs the second: those of a pile are its first one's, none leads from a card to itself. */
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

/** What of a scene decides where lines between its cards may run. */
export type Passable = Pick<Scene, 'cards' | 'piles' | 'lanes' | 'taps' | 'levels' | 'sizes'>;

/** Room beside the words of a lane's head, along its walls, and where in it lines run upright: clear of the wall, however thick. */
const beside = 12;
const alongWall = 7;

function textRects({ lanes, taps, sizes }: Passable): Rect[] {
  const blocked: Rect[] = [];
  for (const { rect, header, form } of lanes) {
    // The head of a place may stand beside its cards.
    if (form === 'full' && header === rect.height)
      blocked.push({
        x: rect.x + beside,
        y: rect.y + 2,
        width: sizes.placeHead - beside,
        height: header - 4,
      });
    else if (form === 'full' || form === 'rail')
      blocked.push({ x: rect.x + beside, y: rect.y + 2, width: rect.width - 2 * beside, height: header - 4 });
    else blocked.push(rect);
  }
  for (const { tag } of taps) if (tag) blocked.push(tag);
  return blocked;
}

/** How far from a side of a card its lines turn: half-way to the next card, and never out of its lane. */
function turnAt(gap: number, toWall: number): number {
  return toWall > 0 ? Math.min(gap, toWall) / 2 : gap / 2;
}

const known = new WeakMap<Passable, Streets>();

/** Where lines between the cards of a scene may run. */
function streetsOf(scene: Passable): Streets {
  const before = known.get(scene);
  if (before) return before;
  const { cards, piles, lanes, levels, sizes } = scene;
  const laneOf = new Map(lanes.map(({ id, rect }) => [id, rect]));
  const boxes = [
    ...cards,
    ...piles.map(({ leader, rect, lanes: on }) => ({ service: leader, rect, lanes: on, inside: null })),
  ];
  // A joined service has no side of its own in the gutters: its lines meet its owner's card at its level.
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
      left: turnAt(sizes.cardGap, first ? rect.x - first.x : 0),
      right: turnAt(sizes.cardGap, last ? last.x + last.width - rect.x - rect.width : 0),
      from: first?.x ?? rect.x,
    });
  }
  const full = lanes.filter(({ form }) => form === 'full').map(({ rect }) => rect);
  const streets: Streets = {
    cards: obstacles,
    blocked: textRects(scene),
    levels,
    uprights: full.flatMap((rect) => [rect.x + alongWall, rect.x + rect.width - alongWall]),
    walls: full,
  };
  known.set(scene, streets);
  return streets;
}

/** Lines between cards of a scene, each on a track of its own; empty where the scene is too large for them, or none is free. */
export function linesBetween(scene: Passable, pairs: readonly Pair[]): readonly (readonly Point[])[] {
  const count = scene.cards.length + scene.piles.length;
  if (count > metrics.mostLinedCards || pairs.length > metrics.mostLinedNeeds) return pairs.map(() => []);
  return pairs.length === 0 ? [] : routeLines(streetsOf(scene), pairs);
}

/**
 * The needs of a scene with the lines that it shows at rest: all, where there are few and each can be followed from end to end; else none.
 */
export function needsAtRest(scene: Passable, pairs: readonly Pair[]): readonly SceneNeed[] {
  const few = pairs.length <= metrics.mostNeedsAtRest;
  const lines = few ? linesBetween(scene, pairs) : [];
  const needs = pairs.map(([from, to], index): SceneNeed => ({ from, to, points: lines[index] ?? [] }));
  const clear = few && needs.every(({ points }) => points.length > 1);
  return clear && longestShared(needs) <= scene.sizes.cardHeight
    ? needs
    : needs.map((need) => ({ ...need, points: [] }));
}

/** What a proxy sends on, as lines from its card to those of the services behind it. */
export function sendOn(scene: Passable, trunks: readonly SceneTrunk[]): readonly SceneTrunk[] {
  const pairs = new Map<SceneTrunk, Pair>();
  for (const trunk of trunks)
    if (trunk.via !== null && trunk.card !== null) pairs.set(trunk, [trunk.via, trunk.card]);
  const lines = linesBetween(scene, [...pairs.values()]);
  const lineOf = new Map([...pairs.keys()].map((trunk, index) => [trunk, lines[index] ?? []]));
  return trunks.map((trunk) => ({ ...trunk, onward: lineOf.get(trunk) ?? [] }));
}
