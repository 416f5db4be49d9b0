// How much of a card is drawn, and how large its letters are, at the current zoom. Letters follow the zoom as long as they can be read;
// below that they keep their size on the screen, and the card shows less.

import type { ReactFlowState } from '@xyflow/react';
import { createStore } from 'zustand/vanilla';
import { type Level, metrics, type Sizes, sizesOf } from '../../../core/layout/metrics.ts';

/** `none`: the card has no room for its name. */
export type Detail = Level | 'none';

export interface LevelOfDetail {
  readonly detail: Detail;
  /** Size of a px of letters on the canvas, in its own px: 1 where letters follow the zoom. */
  readonly unit: number;
}

/** Below this zoom plugs and taps are left out. */
export const namesOnlyZoom = 0.4;

export const showsNamesOnly = (state: ReactFlowState): boolean => state.transform[2] < namesOnlyZoom;

/** Written as the view moves; cards and style sheets use it. */
export const detailStore = createStore<LevelOfDetail>()(() => ({ detail: 'near', unit: 1 }));

/** Heights of a card, in px of letters, from which it has room for so much. */
const roomFor = { near: 74, middle: 60, far: 27 } as const;
/** And for the last line of a card with its name alone. */
export const roomForFoot = 36;
/** The size of letters changes in steps, since a style that changes with every frame is slow. */
const steps = 16;

/** What cards of `sizes` show at a zoom. */
export function levelOfDetail(zoom: number, sizes: Sizes): LevelOfDetail {
  const { near } = sizesOf;
  const grown = Math.min(
    (sizes.cardWidth * zoom) / near.cardWidth,
    (sizes.cardHeight * zoom) / near.cardHeight,
  );
  const size = zoom <= 1 ? Math.max(zoom, metrics.leastScale) : Math.max(1, Math.min(zoom, grown));
  const exact = size / zoom;
  const unit = Math.abs(exact - 1) < 0.001 ? 1 : Math.ceil(exact * steps) / steps;
  const room = sizes.cardHeight / unit;
  const detail =
    room >= roomFor.near ? 'near' : room >= roomFor.middle ? 'middle' : room >= roomFor.far ? 'far' : 'none';
  return { detail, unit };
}
