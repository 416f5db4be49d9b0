// How much of a card is drawn, and how large its letters are, at the current zoom. Letters follow the zoom as long as they can be read;
// below that they keep their size on the screen, and the card shows less.

import type { ReactFlowState } from '@xyflow/react';
import { createStore } from 'zustand/vanilla';
import { metrics, type Sizes, sizesOf } from '../../../core/layout/metrics.ts';
import { type Detail, detailFor, leastNamedScale, type TextFacts } from '../../../core/picture/card-text.ts';

export interface LevelOfDetail {
  readonly detail: Detail;
  /** The scale of text on the canvas: 1 when it follows the zoom. */
  readonly unit: number;
}

/** The zoom below which plugs and taps are left out. */
export const namesOnlyZoom = 0.4;

export const showsNamesOnly = (state: ReactFlowState): boolean => state.transform[2] < namesOnlyZoom;

/** The current level of detail, set as the view moves and used by cards and style sheets. */
export const detailStore = createStore<LevelOfDetail & { readonly sizes: Sizes }>()(() => ({
  detail: 'near',
  unit: 1,
  sizes: sizesOf.near,
}));

/** The steps in which text size changes, since restyling in every frame is slow. */
const steps = 16;

/** Returns the level of detail for cards of `sizes` at a zoom. */
export function levelOfDetail(zoom: number, sizes: Sizes): LevelOfDetail {
  const { near } = sizesOf;
  const grown = Math.min(
    (sizes.cardWidth * zoom) / near.cardWidth,
    (sizes.cardHeight * zoom) / near.cardHeight,
  );
  const size = zoom <= 1 ? Math.max(zoom, metrics.minScale) : Math.max(1, Math.min(zoom, grown));
  const exact = size / zoom;
  const unit = Math.abs(exact - 1) < 0.001 ? 1 : Math.ceil(exact * steps) / steps;
  return { detail: detailFor(sizes.cardHeight / unit), unit };
}

/** Returns the least scale at which these cards show their names: the view chooses none below it. */
export function leastScaleOf(cards: readonly TextFacts[], sizes: Sizes): number {
  return leastNamedScale(cards, sizes, metrics.minScale, (scale) => levelOfDetail(scale, sizes).unit);
}
