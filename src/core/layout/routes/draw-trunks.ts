// Polylines of the trunks, and positions of their labels: in a column inside the outside node, each label as near to its line as the others
// permit.

import type { Geometry } from '../grid/geometry.ts';
import { metrics, type Sizes } from '../metrics.ts';
import type { Point, Rect, SceneCard, SceneTrunk, TrunkShare } from '../scene.ts';
import type { Routes, TrunkRoute } from './plan-routes.ts';
import type { TrunkSeed } from './seed-trunks.ts';

/** A trunk whose label has no position yet. */
export interface TrunkDraft {
  readonly trunk: Omit<SceneTrunk, 'labelRect' | 'points' | 'crossing'>;
  /** Vertical position of the line at the wall. */
  readonly y: number;
  readonly end: readonly Point[];
}

/** Returns the point at which trunk number `index` meets the left edge of a card. */
export function entryOf(card: Rect, index: number, sizes: Sizes): number {
  const step = sizes.level === 'far' ? 9 : 14;
  return card.y + Math.round(sizes.cardHeight * 0.36) + index * step;
}

function shareOf({ service, ports, title, lines }: TrunkSeed): TrunkShare {
  return { service, ports, title, lines };
}

function draft(route: TrunkRoute, card: SceneCard, geometry: Geometry, sizes: Sizes): TrunkDraft | null {
  const row = geometry.rows[route.row];
  if (!row) return null;
  const trunk = { ...route.seed, labelled: [shareOf(route.seed)], onward: [] };
  if (route.track < 0) {
    const y = entryOf(card.rect, route.index, sizes);
    return { trunk, y, end: [{ x: card.rect.x, y }] };
  }
  const y = row.tracksY + route.track * metrics.trackStep;
  const x = card.rect.x + 14 + route.index * 10;
  return {
    trunk,
    y,
    end: [
      { x, y },
      { x, y: card.rect.y + card.rect.height },
    ],
  };
}

/** Returns drafts of all trunks to services in the grid; the trunk of the host lane is drafted with that lane. */
export function draftTrunks(
  routes: Routes,
  cards: readonly SceneCard[],
  geometry: Geometry,
  sizes: Sizes,
): readonly TrunkDraft[] {
  const cardOf = new Map(cards.map((card) => [card.service, card]));
  return routes.trunks.flatMap((route) => {
    const card = cardOf.get(route.seed.via ?? route.seed.card);
    const trunkDraft = card ? draft(route, card, geometry, sizes) : null;
    return trunkDraft ? [trunkDraft] : [];
  });
}

/**
 * Returns the vertical positions of labels, in the order of their lines, without overlap and not above `top`; labels that would end below
 * `bottom` are moved up.
 */
function labelLevels(
  desired: readonly number[],
  top: number,
  bottom: number,
  step: number,
): readonly number[] {
  let free = top;
  const levels = desired.map((y) => {
    const level = Math.max(y, free);
    free = level + step;
    return level;
  });
  let limit = Math.max(bottom, top + (levels.length - 1) * step);
  for (let index = levels.length - 1; index >= 0; index--) {
    levels[index] = Math.min(levels[index] ?? limit, limit);
    limit = (levels[index] ?? limit) - step;
  }
  return levels;
}

/** Smallest number of services with only random or unset ports that share a label. */
const minSharedLabel = 3;

interface SharedWords {
  /** The uppermost trunk of each group, which carries the label, with all trunks of that group. */
  readonly labelGroups: ReadonlyMap<TrunkDraft, readonly TrunkDraft[]>;
  readonly unlabelled: ReadonlySet<TrunkDraft>;
}

/** Groups trunks whose ports cannot be named in advance: their text is the same, so it is written once. */
function sharedTexts(drafts: readonly TrunkDraft[]): SharedWords {
  const labelGroups = new Map<TrunkDraft, readonly TrunkDraft[]>();
  const unlabelled = new Set<TrunkDraft>();
  for (const kind of ['outside', 'unknown'] as const) {
    const group = drafts
      .filter(({ trunk }) => trunk.kind === kind && trunk.hasRandomPorts)
      .sort((a, b) => a.y - b.y);
    const [first, ...others] = group;
    if (!first || group.length < minSharedLabel) continue;
    labelGroups.set(first, group);
    for (const other of others) unlabelled.add(other);
  }
  return { labelGroups, unlabelled };
}

/** Returns the trunks with their labels placed in `outside`, in the given order. */
export function placeTrunks(
  drafts: readonly TrunkDraft[],
  outside: Rect,
  wall: Rect,
  sizes: Sizes,
): readonly SceneTrunk[] {
  const placedTrunks = new Map<TrunkDraft, SceneTrunk>();
  const { labelGroups, unlabelled } = sharedTexts(drafts);
  const crossing = (y: number): Point => ({ x: wall.x + wall.width / 2, y });
  const labelled = drafts
    .filter((each) => each.trunk.kind !== 'host' && !unlabelled.has(each))
    .sort((a, b) => a.y - b.y);
  const half = sizes.labelHeight / 2;
  const levels = labelLevels(
    labelled.map(({ y }) => y),
    outside.y + metrics.outsideHead + half,
    outside.y + outside.height - half - metrics.labelInset,
    sizes.labelStep,
  );
  const edge = outside.x + outside.width;
  // Successive lines bend further right (rising lines) or further left (falling lines), so that none crosses another.
  let bends = 0;
  labelled.forEach((draft, index) => {
    const { y, end, trunk } = draft;
    const level = levels[index] ?? y;
    const before = labelled[index - 1];
    const near = before !== undefined && Math.abs((levels[index - 1] ?? 0) - before.y) >= 1;
    bends = Math.abs(level - y) < 1 ? 0 : near ? bends + 1 : 1;
    const step = 6 + ((bends - 1) % 7) * 4;
    const elbow = level > y ? edge + step : edge + metrics.outsideGap - step;
    const bend =
      bends === 0
        ? [{ x: edge, y }]
        : [
            { x: edge, y: level },
            { x: elbow, y: level },
            { x: elbow, y },
          ];
    placedTrunks.set(draft, {
      ...trunk,
      labelRect: {
        x: outside.x + metrics.labelInset,
        y: level - half,
        width: outside.width - metrics.labelInset - 8,
        height: sizes.labelHeight,
      },
      points: [...bend, ...end],
      crossing: crossing(y),
    });
    for (const follower of labelGroups.get(draft) ?? []) {
      if (follower === draft) continue;
      // All lines leave the label together, then turn to their own levels.
      const turn = { x: edge + metrics.outsideGap / 2, y: level };
      const points = [{ x: edge, y: level }, turn, { x: turn.x, y: follower.y }, ...follower.end];
      placedTrunks.set(follower, {
        ...follower.trunk,
        labelRect: null,
        points,
        crossing: crossing(follower.y),
      });
    }
    const all = labelGroups.get(draft);
    const ownTrunk = placedTrunks.get(draft);
    if (all && ownTrunk)
      placedTrunks.set(draft, { ...ownTrunk, labelled: all.flatMap((each) => each.trunk.labelled) });
  });
  for (const draft of drafts) {
    if (draft.trunk.kind !== 'host') continue;
    const points = [{ x: wall.x + wall.width, y: draft.y }, ...draft.end];
    placedTrunks.set(draft, { ...draft.trunk, labelRect: null, points, crossing: crossing(draft.y) });
  }
  return drafts.flatMap((draft) => placedTrunks.get(draft) ?? []);
}
