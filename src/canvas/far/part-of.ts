// The part of a large picture that React Flow is told of: what is in sight. It would look at every node at every move of the
// view, and at thousands that takes longer than a frame.

import type { Point, Rect, Scene, SceneCard } from '../../core/layout/scene.ts';

/** More cards than this in sight are drawn as plain shapes, all at once. */
export const mostCards = 200;
/** The same for lanes. */
const mostLanes = 100;

/** A picture of what is in sight. `far`: cards and lines are left to `FarPicture`; `bare`: so are lanes. */
export interface Part {
  readonly picture: Scene;
  readonly far: boolean;
  readonly bare: boolean;
}

function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The box around a line, never flat. */
function boxOf(points: readonly Point[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left - 1, y: top - 1, width: right - left + 2, height: bottom - top + 2 };
}

const plugRoom = 16;

function aroundPlug({ x, y }: Point): Rect {
  return { x: x - plugRoom, y: y - plugRoom, width: 2 * plugRoom, height: 2 * plugRoom };
}

/** What of `picture` lies in `window`; services of `chosen` stay cards from however far. */
export function partOf(picture: Scene, window: Rect, chosen: ReadonlySet<string>): Part {
  const seen = ({ rect }: { readonly rect: Rect }): boolean => touches(rect, window);
  const lanes = picture.lanes.filter(seen);
  const cards = picture.cards.filter(seen);
  const piles = picture.piles.filter(seen);
  const far = cards.length + piles.length > mostCards;
  const bare = lanes.length > mostLanes;
  const isChosen = ({ service }: Pick<SceneCard, 'service'>): boolean => chosen.has(service);
  const shownLanes = bare ? lanes.filter((lane) => lane.kind !== 'network') : lanes;
  if (far) {
    const none = { piles: [], cables: [], taps: picture.taps.filter(isChosen) };
    const part = { ...picture, ...none, lanes: shownLanes, cards: cards.filter(isChosen) };
    return { picture: part, far, bare };
  }
  const taps = picture.taps.filter(
    ({ plug, points }) => touches(aroundPlug(plug), window) || touches(boxOf(points), window),
  );
  const cables = picture.cables.filter(
    ({ labelRect, points }) => touches(labelRect, window) || touches(boxOf(points), window),
  );
  return { picture: { ...picture, lanes: shownLanes, cards, piles, taps, cables }, far, bare };
}
