// Where joined services stand inside their owner's card. The middle of the owner always stays free, so that it can be grabbed.

import { metrics, type Sizes } from '../metrics.ts';

export interface JoinedBoxes {
  /** Height of the owner's whole card. */
  readonly height: number;
  /** Top of each joined box, relative to the card. */
  readonly tops: readonly number[];
  /** The free strip in the middle; null where the owner's own part covers the middle. */
  readonly band: { readonly y: number; readonly height: number } | null;
}

/** Boxes for `count` joined services: some may stand above the free strip, the others end at the bottom of the card. */
export function joinedBoxes(count: number, sizes: Sizes): JoinedBoxes {
  const { cardHeight } = sizes;
  if (count === 0) return { height: cardHeight, tops: [], band: null };
  const step = sizes.joinedHeight + sizes.joinedGap;
  /** Room for so many boxes at the bottom of a card. */
  const roomFor = (boxes: number): number => boxes * step - sizes.joinedGap + metrics.joinedInset;
  const stacked = cardHeight + roomFor(count);
  if (stacked / 2 < cardHeight - metrics.joinedInset) {
    const tops = Array.from({ length: count }, (_, index) => cardHeight + index * step);
    return { height: stacked, tops, band: null };
  }
  const half = sizes.grabBand / 2;
  let best = { above: 0, height: Number.POSITIVE_INFINITY };
  for (let above = 0; above < count; above++) {
    const upper = cardHeight + above * step;
    const height = 2 * Math.max(upper + half, roomFor(count - above) + half);
    if (height < best.height) best = { above, height };
  }
  const { above, height } = best;
  const bandTop = cardHeight + above * step;
  const bandBottom = height - roomFor(count - above);
  const tops = Array.from({ length: count }, (_, index) =>
    index < above ? cardHeight + index * step : bandBottom + (index - above) * step,
  );
  return { height, tops, band: { y: bandTop, height: bandBottom - bandTop } };
}
