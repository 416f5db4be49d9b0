// What gestures mean and do. A picture stands without it, so it is fetched once somebody reaches for a card, or before.

import { loadParts } from '../../state/load-parts.ts';
import type { joinItems } from '../keyboard/join-items.ts';
import type { placeMenuItems } from '../keyboard/place-menu.ts';
import type { createAim } from './aim.ts';
import type { finishDrop } from './finish-drop.ts';

export interface Hands {
  readonly createAim: typeof createAim;
  readonly finishDrop: typeof finishDrop;
  readonly placeMenuItems: typeof placeMenuItems;
  readonly joinItems: typeof joinItems;
}

let held: Hands | null = null;

/** The hands, once they were fetched. */
export function heldHands(): Hands | null {
  return held;
}

/** Puts the hands in place for good. */
export function holdHands(hands: Hands): void {
  held = hands;
}

/** Fetches the hands and what they plan with. */
export async function loadHands(): Promise<Hands> {
  const [{ allHands }] = await Promise.all([import('./all-hands.ts'), loadParts()]);
  held = allHands;
  return allHands;
}
