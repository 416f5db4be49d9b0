// Which cell of a lane each card takes. Cards keep the cell they had, pinned ones before all others, so that an edit moves few.

import type { Slot } from './scene.ts';

export interface Seat {
  readonly sub: number;
  readonly row: number;
}

/** A seat for every card among `subs` × `rows` cells, which must be enough; free cells are taken down one sub-column after the other. */
export function seatCards(
  cards: readonly string[],
  group: string,
  subs: number,
  rows: number,
  slots: ReadonlyMap<string, Slot>,
): ReadonlyMap<string, Seat> {
  const seats = new Map<string, Seat>();
  const taken = new Set<number>();
  const sit = (card: string, sub: number, row: number): void => {
    taken.add(sub * rows + row);
    seats.set(card, { sub, row });
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
    if (seats.has(card)) continue;
    while (taken.has(free)) free++;
    sit(card, Math.floor(free / rows), free % rows);
  }
  return seats;
}
