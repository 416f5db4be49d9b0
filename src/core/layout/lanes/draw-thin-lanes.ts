// Lanes that hold no cards: rails below all columns, and stubs that are placed below the card of their one member.

import { placeTags } from '../cards/place-tags.ts';
import { metrics } from '../metrics.ts';
import type { LaneForm, Rect, SceneCard, SceneLane } from '../scene.ts';
import type { LaneAssignment, LaneSeed } from './assign-lanes.ts';

export function thinLane(seed: LaneSeed, form: LaneForm, rect: Rect): SceneLane {
  return {
    id: seed.id,
    name: seed.name,
    kind: seed.kind,
    form,
    rect,
    header: rect.height,
    captions: [],
    headline: null,
    members: seed.members,
    column: -1,
  };
}

/** Rails from `y` downwards, each from `x` and `width` wide. */
export function drawRails(rails: readonly LaneSeed[], x: number, y: number, width: number): SceneLane[] {
  const step = metrics.railHeight + metrics.railGap;
  return rails.map((seed, index) =>
    thinLane(seed, 'rail', { x, y: y + index * step, width, height: metrics.railHeight }),
  );
}

/** Stubs below their members' cards, in the order of the lanes. */
export function drawStubs(
  assignment: LaneAssignment,
  forms: ReadonlyMap<string, LaneForm>,
  cards: readonly SceneCard[],
): SceneLane[] {
  const cardOf = new Map(cards.map((card) => [card.service, card]));
  const stubs: SceneLane[] = [];
  for (const seed of assignment.lanes) {
    if (forms.get(seed.id) !== 'stub') continue;
    const [member] = seed.units;
    const card = member === undefined ? undefined : cardOf.get(member);
    if (member === undefined || !card) continue;
    const far = (assignment.lanesOf.get(member) ?? []).filter((id) => !card.lanes.includes(id));
    const rect = placeTags(card.rect, far.length)[far.indexOf(seed.id)];
    if (rect) stubs.push(thinLane(seed, 'stub', rect));
  }
  return stubs;
}
