// What runs through the gutters of a finished scene: the lines of needs, and what a proxy sends on.

import type { LaneAssignment } from '../lanes/assign-lanes.ts';
import { metrics, type Sizes } from '../metrics.ts';
import type { Point, Rect, SceneCard, SceneLane, SceneNeed, SceneTap, SceneTrunk } from '../scene.ts';
import { routeLines } from './route-needs.ts';

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

interface Unconnected {
  readonly needs: readonly Pair[];
  readonly trunks: readonly SceneTrunk[];
  readonly cards: readonly SceneCard[];
  readonly lanes: readonly SceneLane[];
  readonly taps: readonly SceneTap[];
  /** Levels of the gutters between rows. */
  readonly levels: readonly number[];
  readonly sizes: Sizes;
}

/** Room beside the words of a lane's head, along its walls. */
const beside = 10;

function wordsOf({ lanes, taps, sizes }: Unconnected): Rect[] {
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

/** Needs and trunks with all of their lines. */
export function connect(scene: Unconnected): {
  readonly needs: readonly SceneNeed[];
  readonly trunks: readonly SceneTrunk[];
} {
  const { needs, trunks, cards, lanes, levels, sizes } = scene;
  const unlined = needs.map(([from, to]): SceneNeed => ({ from, to, points: [] }));
  const sent = trunks.flatMap(({ via, card }): Pair[] =>
    via === null || card === null ? [] : [[via, card]],
  );
  const tooMany = cards.length > metrics.mostLinedCards || needs.length > metrics.mostLinedNeeds;
  if (tooMany || needs.length + sent.length === 0) return { needs: unlined, trunks };
  // A joined service has no side of its own in the gutters: its lines meet its owner's card at its level.
  const outer = new Map(
    cards.filter(({ inside }) => inside === null).map(({ service, rect }) => [service, rect]),
  );
  const rects = new Map<string, Rect>();
  for (const { service, rect, inside } of cards) {
    const owner = inside === null ? undefined : outer.get(inside);
    rects.set(service, owner ? { ...rect, x: owner.x, width: owner.width } : rect);
  }
  const pairs = [...needs, ...sent];
  const lines = routeLines(
    {
      cards: rects,
      blocked: wordsOf(scene),
      levels,
      uprights: lanes.flatMap(({ rect, form }) =>
        form === 'full' ? [rect.x + beside / 2, rect.x + rect.width - beside / 2] : [],
      ),
      cardGap: sizes.cardGap,
      play: Math.max(2, sizes.needsBand / 2 - 3),
    },
    pairs,
  );
  let next = needs.length;
  const onward = (trunk: SceneTrunk): readonly Point[] =>
    trunk.via === null || trunk.card === null ? [] : (lines[next++] ?? []);
  return {
    needs: needs.map(([from, to], index) => ({ from, to, points: lines[index] ?? [] })),
    trunks: trunks.map((trunk) => ({ ...trunk, onward: onward(trunk) })),
  };
}
