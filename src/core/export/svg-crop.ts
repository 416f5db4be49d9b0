// A picture of a part without the places that stand empty in it.

import type { Rect } from '../layout/picture.ts';
import type { DrawnPicture } from './svg-picture.ts';

const bottomOf = ({ y, height }: Rect): number => y + height;
const rightOf = ({ x, width }: Rect): number => x + width;

/** The picture without an empty closed tray and host lane, no larger than what is left. */
export function croppedPicture(picture: DrawnPicture): DrawnPicture {
  const { bounds, outside, wall, cables, cards } = picture;
  const lanes = picture.lanes.filter(
    ({ kind, members }) => (kind !== 'closed' && kind !== 'host') || members.length > 0,
  );
  const rects = [
    ...lanes.map(({ rect }) => rect),
    ...cards.map(({ rect }) => rect),
    ...cables.map(({ labelRect }) => labelRect),
  ];
  const bottom = Math.max(wall.y, ...rects.map(bottomOf));
  const right = Math.max(rightOf(wall), ...rects.map(rightOf));
  return {
    ...picture,
    lanes,
    bounds: { ...bounds, width: right - bounds.x, height: bottom - bounds.y },
    outside: { ...outside, height: bottom - outside.y },
    wall: { ...wall, height: bottom - wall.y },
  };
}
