// How many sub-columns and rows a lane needs so that its cards can keep the cells they had.

import type { Slot } from './scene.ts';

export interface Shape {
  readonly subs: number;
  readonly rows: number;
}

const none: Shape = { subs: 0, rows: 0 };

/** The cells that the cards of a group reach to; none where more than half of them would stand empty. */
export function previousShape(
  cards: readonly string[],
  group: string,
  slots: ReadonlyMap<string, Slot>,
): Shape {
  let { subs, rows } = none;
  for (const card of cards) {
    const slot = slots.get(card);
    if (slot?.group !== group) continue;
    subs = Math.max(subs, slot.sub + 1);
    rows = Math.max(rows, slot.row + 1);
  }
  return subs * rows > 2 * cards.length ? none : { subs, rows };
}
