// The root of the chunk behind `hands.ts`. Import it only through that, or in a test.

import { joinItems } from '../keyboard/join-items.ts';
import { placeMenuItems } from '../keyboard/place-menu.ts';
import { createAim } from './aim.ts';
import { finishDrop } from './finish-drop.ts';
import type { Hands } from './hands.ts';

export const allHands: Hands = { createAim, finishDrop, placeMenuItems, joinItems };
