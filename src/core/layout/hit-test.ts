// Finds the target under the pointer during a drag, the ring that joins a card, and the cell of a lane nearest to a point or beside another cell. Pure geometry; the
// canvas decides the effect of a drop.

import { metrics } from './metrics.ts';
import type { Point, Rect, Scene, SceneCard, SceneLane, Slot } from './scene.ts';

export type DropTarget =
  | {
      readonly kind: 'lane';
      readonly lane: string;
      readonly network: string;
      readonly zone: 'move' | 'connect' | 'whole';
    }
  | {
      readonly kind: 'wall';
      readonly lanes: readonly [string, string];
      readonly networks: readonly [string, string];
    }
  | { readonly kind: 'closed' }
  | { readonly kind: 'host' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'card'; readonly service: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'canvas' };

interface HitContext {
  /** The dragged service; null when the service does not exist yet. */
  readonly service: string | null;
  /** Ids of the lanes that the service already belongs to. */
  readonly lanes: ReadonlySet<string>;
  /** True when a foreign lane is split into a move half and a connect half. */
  readonly splits: boolean;
  /** True when a whole card is a target: with Alt, and for what can only be joined. */
  readonly join: boolean;
  /** The ring that is shown, which joins its card without Alt; null for none. */
  readonly ring: JoinRing | null;
}

/** The place on a card where a drop joins it. */
export interface JoinRing {
  readonly service: string;
  readonly rect: Rect;
}

function contains(rect: Rect, point: Point): boolean {
  return (
    point.x >= rect.x &&
    point.x <= rect.x + rect.width &&
    point.y >= rect.y &&
    point.y <= rect.y + rect.height
  );
}

/** Returns the topmost card at a point; joined boxes lie above their owners. */
export function cardAt(scene: Scene, point: Point): SceneCard | null {
  let found: SceneCard | null = null;
  for (const card of scene.cards) {
    if (contains(card.rect, point) && (found === null || card.inside !== null)) found = card;
  }
  return found;
}

/** Returns the area of a lane that accepts a drop; a chip is larger during a drag than at rest. */
export function dropRect({ form, rect }: Pick<SceneLane, 'form' | 'rect'>): Rect {
  if (form !== 'chip') return rect;
  const { up, aside, down } = metrics.chipGrowth;
  return {
    x: rect.x - aside,
    y: rect.y - up,
    width: rect.width + 2 * aside,
    height: rect.height + up + down,
  };
}

/** The least size of a ring and the distance from a card at which it appears, in px of the window. */
const leastRing = { width: 48, height: 20 } as const;
const nearCard = 12;
/** The part of a card's sides that its ring takes, where that is more than the least size; and the most. */
const ringShare = { width: 0.3, height: 0.32, most: 0.5 } as const;

function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/**
 * Returns the ring of the card at a point or right beside it: in the lower corner of the card, below its name. A joined box has none of its
 * own: joining it means joining its owner. `pixel` is the length of a pixel of the window in the picture.
 */
export function joinRingAt(scene: Scene, point: Point, pixel: number): JoinRing | null {
  const near = scene.cards.filter(
    ({ inside, rect }) => inside === null && contains(grown(rect, nearCard * pixel), point),
  );
  const card = near.find(({ rect }) => contains(rect, point)) ?? near[0];
  if (!card) return null;
  const { x, y, width: across, height: down } = card.rect;
  const head = Math.min(down, scene.sizes.cardHeight);
  const width = Math.min(
    Math.max(leastRing.width * pixel, across * ringShare.width),
    across * ringShare.most,
  );
  const height = Math.min(Math.max(leastRing.height * pixel, head * ringShare.height), head * ringShare.most);
  const inset = Math.min(4 * pixel, head - height);
  return {
    service: card.service,
    rect: { x: x + across - width - inset, y: y + head - height - inset, width, height },
  };
}

const isNetwork = (lane: SceneLane): boolean => lane.kind === 'network' || lane.kind === 'bridge';

/** Returns the two lanes whose shared wall is at the point, or null. */
function wallAt(scene: Scene, point: Point): readonly [SceneLane, SceneLane] | null {
  const reach = metrics.columnGap / 2 + 4;
  const near = scene.lanes.filter(
    (lane) =>
      lane.kind === 'network' &&
      lane.form === 'full' &&
      point.y >= lane.rect.y &&
      point.y <= lane.rect.y + lane.rect.height,
  );
  for (const left of near) {
    const wallX = left.rect.x + left.rect.width + metrics.columnGap / 2;
    if (Math.abs(point.x - wallX) > reach) continue;
    const right = near.find((lane) => lane.column === left.column + 1);
    if (right) return [left, right];
  }
  return null;
}

/** Returns the drop target at `point`. */
export function hitTest(scene: Scene, point: Point, context: HitContext): DropTarget {
  if (context.join) {
    const card = cardAt(scene, point);
    if (card && card.service !== context.service) return { kind: 'card', service: card.service };
  }
  if (context.ring && contains(context.ring.rect, point))
    return { kind: 'card', service: context.ring.service };
  const stub = scene.lanes.find((each) => each.form === 'stub' && contains(each.rect, point));
  const chip = scene.lanes.find((each) => each.form === 'chip' && contains(dropRect(each), point));
  const wall = stub || chip ? null : wallAt(scene, point);
  if (wall) {
    const [left, right] = wall;
    return { kind: 'wall', lanes: [left.id, right.id], networks: [left.name, right.name] };
  }
  const lane = stub ?? chip ?? scene.lanes.find((each) => contains(each.rect, point));
  if (!lane) return point.x < scene.wall.x ? { kind: 'outside' } : { kind: 'canvas' };
  if (!isNetwork(lane)) {
    if (lane.kind === 'closed') return { kind: 'closed' };
    if (lane.kind === 'host') return { kind: 'host' };
    return { kind: 'unknown' };
  }
  const target = { kind: 'lane', lane: lane.id, network: lane.name } as const;
  if (!context.splits || context.lanes.has(lane.id)) return { ...target, zone: 'whole' };
  return { ...target, zone: point.x < lane.rect.x + lane.rect.width / 2 ? 'move' : 'connect' };
}

/** Returns the pinned cell `subs` columns and `rows` rows away from a card; null when the card has no cell or would not move. */
export function cellBeside(scene: Scene, service: string, subs: number, rows: number): Slot | null {
  const ownSlot = scene.slots.get(service);
  if (!ownSlot) return null;
  let last = 0;
  for (const slot of scene.slots.values()) if (slot.group === ownSlot.group) last = Math.max(last, slot.sub);
  const sub = Math.min(last, Math.max(0, ownSlot.sub + subs));
  const row = Math.max(0, ownSlot.row + rows);
  if (sub === ownSlot.sub && row === ownSlot.row) return null;
  return { group: ownSlot.group, sub, row, pinned: true };
}

/** Returns the cell nearest to `point` in the lane of a dropped card. */
export function cellAt(scene: Scene, service: string, point: Point): Slot | null {
  const card = scene.cards.find((each) => each.service === service);
  if (!card) return null;
  const { cardWidth, cardHeight, cardGap } = scene.sizes;
  const subs = Math.round((point.x - card.rect.x - cardWidth / 2) / (cardWidth + cardGap));
  const level = (index: number): number => Math.abs((scene.rowTops[index] ?? 0) + cardHeight / 2 - point.y);
  let nearest = 0;
  for (let index = 1; index < scene.rowTops.length; index++)
    if (level(index) < level(nearest)) nearest = index;
  return cellBeside(scene, service, subs, nearest - scene.rowTops.indexOf(card.rect.y));
}
