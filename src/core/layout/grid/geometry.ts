// Pixel geometry of the grid: positions and sizes of columns and rows, and of joined services inside a card.

import { metrics, type Sizes } from '../metrics.ts';
import type { Routes } from '../routes/plan-routes.ts';
import type { Grid, GridLane, GridPlan } from './grid.ts';

interface ColumnBox {
  readonly x: number;
  readonly width: number;
  /** Left edge of the first sub-column of cards. */
  readonly cardsX: number;
  readonly channelX: number;
}

interface RowBox {
  readonly y: number;
  readonly height: number;
  /** Position of the first track in the gutter below. */
  readonly tracksY: number;
  /** Middle of the lowest part of the gutter, which holds the lines of needs. */
  readonly needsY: number;
  /** Bottom wall of a lane that ends at this row. */
  readonly bottom: number;
  /** Top wall of a lane that begins at this row. */
  readonly top: number;
}

export interface Geometry {
  readonly columns: readonly ColumnBox[];
  readonly rows: readonly RowBox[];
  readonly lanesX: number;
  readonly right: number;
  readonly bottom: number;
}

/** Returns the height of a lane's header, including the column captions and the space above its cards. */
export function headerHeight({ groups }: GridLane, { header, caption, pills, lead }: Sizes): number {
  const captioned = groups.some((group) => (group.caption ?? group.pile ?? group.shared) !== null);
  return header + (captioned ? caption : 0) + pills + lead;
}

/** Height of the one-line heading of a place, px. */
const placeHeadingLine = 30;

/** Returns the space above the cards of a place; when space is scarce, the heading moves beside the cards. */
export function placeHeadingHeight({ placeHead, pills }: Sizes): number {
  return placeHead > 0 ? pills : placeHeadingLine + pills;
}

function columnBoxes(grid: Grid, routes: Routes | null, startX: number, sizes: Sizes): ColumnBox[] {
  const pitch = sizes.cardWidth + sizes.cardGap;
  const straddled = new Set(grid.cards.filter((card) => card.sub === null).map((card) => card.column));
  const zone = sizes.cardWidth / 2 + sizes.cardGap - metrics.columnGap / 2;
  const boxes: ColumnBox[] = [];
  let x = startX;
  grid.columns.forEach((column, index) => {
    const left = straddled.has(index - 1) ? zone : sizes.lanePad;
    const right = straddled.has(index) ? zone : sizes.lanePad;
    const lines = routes?.channels[index] ?? 0;
    const channel = lines === 0 ? 0 : lines * metrics.trackStep + metrics.trackStep;
    const cards = column.subs === 0 ? 0 : column.subs * pitch - sizes.cardGap;
    const needed = left + cards + channel + right;
    const width = Math.max(needed, sizes.laneMinWidth);
    const spare = (width - needed) / 2;
    const cardsX = x + left + spare;
    boxes.push({ x, width, cardsX, channelX: cardsX + cards + metrics.trackStep });
    x += width + metrics.columnGap;
  });
  return boxes;
}

/** Returns absolute positions of all columns and rows; without `routes`, an estimate for choosing the shape. */
export function measureGrid(plan: GridPlan, grid: Grid, routes: Routes | null, lanesX: number): Geometry {
  const { sizes } = plan;
  const heights = Array.from({ length: grid.rows }, (): number => sizes.cardHeight);
  for (const card of grid.cards) {
    const joinedHeight = joinedBoxes(plan.assignment.joined.get(card.service)?.length ?? 0, sizes).height;
    heights[card.row] = Math.max(heights[card.row] ?? 0, joinedHeight);
  }
  const starts = new Map<number, number>();
  const ends = new Set<number>();
  for (const column of grid.columns) {
    for (const lane of column.lanes) {
      starts.set(lane.row, Math.max(starts.get(lane.row) ?? 0, headerHeight(lane, sizes)));
      ends.add(lane.row + lane.rows - 1);
    }
  }
  const rows: RowBox[] = [];
  let cursor: number = metrics.top;
  for (let row = 0; row < grid.rows; row++) {
    const top = cursor;
    const y = top + (starts.get(row) ?? 0);
    const height = heights[row] ?? sizes.cardHeight;
    const tags = routes?.tagged.has(row) ? metrics.tagGap + metrics.tagHeight : 0;
    const tracksY = y + height + tags + metrics.gutterPad;
    const used = (routes?.tracks[row] ?? 0) * metrics.trackStep;
    const gutter = Math.max(sizes.gutter, tags + used + metrics.gutterPad + sizes.needsBand);
    const bottom = y + height + gutter;
    rows.push({ y, height, tracksY, needsY: bottom - sizes.needsBand / 2 - 2, bottom, top });
    cursor = starts.has(row + 1) || ends.has(row) ? bottom + sizes.laneGap : bottom;
  }
  const columns = columnBoxes(grid, routes, lanesX, sizes);
  const last = columns.at(-1);
  return {
    columns,
    rows,
    lanesX,
    right: last ? last.x + last.width : lanesX,
    bottom: rows.at(-1)?.bottom ?? cursor,
  };
}

interface JoinedBoxes {
  /** Height of the owner's card, including the joined boxes. */
  readonly height: number;
  /** Top of each joined box, relative to the card. */
  readonly tops: readonly number[];
  /** The free strip in the middle; null when the owner's own content covers the middle. */
  readonly band: { readonly y: number; readonly height: number } | null;
}

/**
 * Returns the boxes of `count` joined services inside their owner's card. A strip in the middle stays free for dragging: some boxes may lie
 * above the strip, the others end at the bottom of the card.
 */
export function joinedBoxes(count: number, sizes: Sizes): JoinedBoxes {
  const { cardHeight } = sizes;
  if (count === 0) return { height: cardHeight, tops: [], band: null };
  const step = sizes.joinedHeight + sizes.joinedGap;
  /** Returns the height that a number of boxes needs at the bottom of a card. */
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
