// Cells of a lane as places to put a card: from a point to the cell nearest to it, and from a cell to the next one.

import type { Point, Scene, Slot } from '../scene.ts';

/** The cell that is `subs` columns and `rows` rows from where the card stands, pinned; null where the card has none or nothing changes. */
export function cellBeside(scene: Scene, service: string, subs: number, rows: number): Slot | null {
  const own = scene.slots.get(service);
  if (!own) return null;
  let last = 0;
  for (const slot of scene.slots.values()) if (slot.group === own.group) last = Math.max(last, slot.sub);
  const sub = Math.min(last, Math.max(0, own.sub + subs));
  const row = Math.max(0, own.row + rows);
  if (sub === own.sub && row === own.row) return null;
  return { group: own.group, sub, row, pinned: true };
}

/** The cell of its own lane that is nearest to `point`, for a card that is dropped there. */
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
