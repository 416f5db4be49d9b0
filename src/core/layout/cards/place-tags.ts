// Where the tags of far memberships are placed below a card. They keep clear of the left, where trunks come up from below.

import { metrics } from '../metrics.ts';
import type { Rect } from '../scene.ts';

const cableRoom = 44;
const between = 4;
const least = 14;

/** `count` rectangles in a row below `card`, ending at its right edge. */
export function placeTags(card: Rect, count: number): readonly Rect[] {
  if (count === 0) return [];
  const room = card.width - cableRoom;
  const fair = Math.floor((room - (count - 1) * between) / count);
  const width = Math.max(least, Math.min(metrics.tagWidth, fair));
  const step = count === 1 ? 0 : Math.min(width + between, (room - width) / (count - 1));
  return Array.from({ length: count }, (_, index) => ({
    x: card.x + card.width - width - (count - 1 - index) * step,
    y: card.y + card.height + metrics.tagGap,
    width,
    height: metrics.tagHeight,
  }));
}
