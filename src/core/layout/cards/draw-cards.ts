// Rectangles of cards in the grid, and of the joined boxes over them.

import type { Geometry } from '../grid/geometry.ts';
import type { Grid } from '../grid/grid.ts';
import type { LaneAssignment } from '../lanes/assign-lanes.ts';
import { metrics } from '../metrics.ts';
import type { Point, SceneCard } from '../scene.ts';
import { joinedBoxes } from './joined-boxes.ts';

/** The card at `at` and the boxes of the services that are joined to it. */
export function drawCard(
  assignment: LaneAssignment,
  service: string,
  lanes: readonly string[],
  at: Point,
): SceneCard[] {
  const joined = assignment.joined.get(service) ?? [];
  const boxes = joinedBoxes(joined.length);
  const rect = { x: at.x, y: at.y, width: metrics.cardWidth, height: boxes.height };
  const cards: SceneCard[] = [{ service, rect, lanes, inside: null, band: boxes.band }];
  joined.forEach((name, index) => {
    cards.push({
      service: name,
      rect: {
        x: at.x + metrics.joinedInset,
        y: at.y + (boxes.tops[index] ?? 0),
        width: metrics.cardWidth - 2 * metrics.joinedInset,
        height: metrics.joinedHeight,
      },
      lanes,
      inside: service,
      band: null,
    });
  });
  return cards;
}

/** All cards of the grid; straddlers are centred on the wall of their two lanes. */
export function drawCards(assignment: LaneAssignment, grid: Grid, geometry: Geometry): SceneCard[] {
  const cards: SceneCard[] = [];
  for (const card of grid.cards) {
    const column = geometry.columns[card.column];
    const row = geometry.rows[card.row];
    if (!column || !row) continue;
    const x =
      card.sub === null
        ? column.x + column.width + metrics.columnGap / 2 - metrics.cardWidth / 2
        : column.cardsX + card.sub * (metrics.cardWidth + metrics.cardGap);
    cards.push(...drawCard(assignment, card.service, card.lanes, { x, y: row.y }));
  }
  return cards;
}
