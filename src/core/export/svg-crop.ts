// A scene of a part without the places that stand empty in it.

import type { Rect } from '../layout/scene.ts';
import type { DrawnScene } from './svg-scene.ts';

const bottomOf = ({ y, height }: Rect): number => y + height;
const rightOf = ({ x, width }: Rect): number => x + width;

/** The scene without an empty closed tray and host lane, no larger than what is left. */
export function croppedScene(scene: DrawnScene): DrawnScene {
  const { bounds, outside, wall, cables, cards } = scene;
  const lanes = scene.lanes.filter(
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
    ...scene,
    lanes,
    bounds: { ...bounds, width: right - bounds.x, height: bottom - bounds.y },
    outside: { ...outside, height: bottom - outside.y },
    wall: { ...wall, height: bottom - wall.y },
  };
}
