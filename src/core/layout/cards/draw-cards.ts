// Rectangles of cards in the grid, and of the joined boxes inside them.

import { type Geometry, joinedBoxes } from '../grid/geometry.ts';
import type { Grid } from '../grid/grid.ts';
import type { LaneAssignment } from '../lanes/assign-lanes.ts';
import { metrics, type Sizes } from '../metrics.ts';
import type { Point, SceneCard } from '../scene.ts';

/** Returns the card at `at` with the boxes of the services joined to it. */
export function drawCard(
  assignment: LaneAssignment,
  service: string,
  lanes: readonly string[],
  at: Point,
  sizes: Sizes,
): SceneCard[] {
  const joined = assignment.joined.get(service) ?? [];
  const boxes = joinedBoxes(joined.length, sizes);
  const rect = { x: at.x, y: at.y, width: sizes.cardWidth, height: boxes.height };
  const cards: SceneCard[] = [
    { service, rect, lanes, inside: null, owner: joined.length > 0, band: boxes.band },
  ];
  joined.forEach((name, index) => {
    cards.push({
      service: name,
      rect: {
        x: at.x + metrics.joinedInset,
        y: at.y + (boxes.tops[index] ?? 0),
        width: sizes.cardWidth - 2 * metrics.joinedInset,
        height: sizes.joinedHeight,
      },
      lanes,
      inside: service,
      owner: false,
      band: null,
    });
  });
  return cards;
}

/** Returns all cards of the grid; a straddling card is centred on the wall between its two lanes. */
export function drawCards(
  assignment: LaneAssignment,
  grid: Grid,
  geometry: Geometry,
  sizes: Sizes,
): SceneCard[] {
  const cards: SceneCard[] = [];
  for (const card of grid.cards) {
    const column = geometry.columns[card.column];
    const row = geometry.rows[card.row];
    if (!column || !row) continue;
    const x =
      card.sub === null
        ? column.x + column.width + metrics.columnGap / 2 - sizes.cardWidth / 2
        : column.cardsX + card.sub * (sizes.cardWidth + sizes.cardGap);
    cards.push(...drawCard(assignment, card.service, card.lanes, { x, y: row.y }, sizes));
  }
  return cards;
}
