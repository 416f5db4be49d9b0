// Which cell of a lane each card takes. Cards keep the cell they had, pinned ones before all others, so that an edit moves few.

import type { Slot } from './scene.ts';

export interface Cell {
  readonly sub: number;
  readonly row: number;
}

/** One of the `subs` × `rows` cells for every card, which must be enough; free cells are taken down one sub-column after the other. */
export function placeCards(
  cards: readonly string[],
  group: string,
  subs: number,
  rows: number,
  slots: ReadonlyMap<string, Slot>,
): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  const taken = new Set<number>();
  const sit = (card: string, sub: number, row: number): void => {
    taken.add(sub * rows + row);
    cells.set(card, { sub, row });
  };
  for (const pinned of [true, false]) {
    for (const card of cards) {
      const slot = slots.get(card);
      if (!slot || slot.pinned !== pinned || slot.group !== group) continue;
      if (slot.sub >= subs || slot.row >= rows || taken.has(slot.sub * rows + slot.row)) continue;
      sit(card, slot.sub, slot.row);
    }
  }
  let free = 0;
  for (const card of cards) {
    if (cells.has(card)) continue;
    while (taken.has(free)) free++;
    sit(card, Math.floor(free / rows), free % rows);
  }
  return cells;
}
