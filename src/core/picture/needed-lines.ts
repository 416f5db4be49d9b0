// The needs that a change breaks or meets, as lines between the cards of the picture before it.

import type { Effect } from '../describe/effect.ts';
import { linesBetween } from '../layout/routes/connect.ts';
import type { Point, Scene } from '../layout/scene.ts';
import { arrowhead } from './arrows.ts';
import { pathOf } from './line-paths.ts';
import { cardsOf } from './need-view.ts';

/** A need whose state changes, between two cards. */
export interface NeededLine {
  readonly from: string;
  readonly to: string;
  readonly becomes: 'breaks' | 'opens';
  readonly line: string;
  readonly head: string;
  /** The middle of the longest part of the line, where a mark on it is clear of the cards. */
  readonly middle: Point;
}

function middleOf(points: readonly Point[]): Point {
  let longest = -1;
  let middle: Point = { x: 0, y: 0 };
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (!from) continue;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length <= longest) continue;
    longest = length;
    middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  }
  return middle;
}

/** Returns one line for each pair of cards whose need breaks or is met (a pair that does both breaks), unless no gutter is free for it. */
export function neededLines(
  scene: Scene,
  { met, broken }: Pick<Effect, 'met' | 'broken'>,
): readonly NeededLine[] {
  const cards = cardsOf(scene);
  const lines = new Map<string, { from: string; to: string; becomes: NeededLine['becomes'] }>();
  for (const [becomes, needs] of [
    ['opens', met],
    ['breaks', broken],
  ] as const)
    for (const need of needs) {
      const [from, to] = [cards.get(need.from), cards.get(need.to)];
      if (from !== undefined && to !== undefined && from !== to)
        lines.set(JSON.stringify([from, to]), { from, to, becomes });
    }
  const drawn = [...lines.values()];
  const routes = linesBetween(
    scene,
    drawn.map(({ from, to }) => [from, to]),
  );
  return drawn.flatMap((each, index) => {
    const points = routes[index] ?? [];
    if (points.length < 2) return [];
    return [{ ...each, line: pathOf(points, 4), head: arrowhead(points, 1.5), middle: middleOf(points) }];
  });
}
