// A large picture as a handful of paths, which a browser draws at once: one for all cards of a colour, one for their lines.

import { networkHues } from '../../../core/layout/lanes/network-hues.ts';
import type { Rect, Scene } from '../../../core/layout/scene.ts';
import { laneHue } from '../../../core/picture/hues.ts';
import { pathOf } from '../../../core/picture/line-paths.ts';
import { hueColour } from '../../ui/hue-colour.ts';

/** The id of the one node for a large picture as a whole, which also gives the overview the picture's extent. */
export const shapesNodeId = 'shapes';

/** The shapes of one colour. */
export interface ColourShapes {
  readonly hue: string;
  readonly cards: string;
  readonly lines: string;
  readonly lanes: string;
}

const radius = 8;

function roundBox({ x, y, width, height }: Rect): string {
  const r = radius;
  return `M${x + r} ${y}h${width - 2 * r}q${r} 0 ${r} ${r}v${height - 2 * r}q0 ${r} ${-r} ${r}h${2 * r - width}q${-r} 0 ${-r} ${-r}v${2 * r - height}q0 ${-r} ${r} ${-r}z`;
}

/** Returns the shapes of a picture by colour, in the order of first use. */
export function sceneShapes(scene: Scene): readonly ColourShapes[] {
  const hues = networkHues(scene);
  const shapes = new Map<string, { cards: string[]; lines: string[]; lanes: string[] }>();
  const shapeOf = (lane: string) => {
    const hue = hueColour(laneHue(lane, hues));
    const known = shapes.get(hue) ?? { cards: [], lines: [], lanes: [] };
    shapes.set(hue, known);
    return known;
  };
  const laneOf = new Map<string, string>();
  for (const lane of scene.lanes) shapeOf(lane.id).lanes.push(roundBox(lane.rect));
  for (const { service, rect, lanes, inside } of scene.cards) {
    const lane = lanes[0] ?? '';
    laneOf.set(service, lane);
    if (inside === null) shapeOf(lane).cards.push(roundBox(rect));
  }
  for (const { leader, rect, lanes } of scene.piles) {
    laneOf.set(leader, lanes[0] ?? '');
    shapeOf(lanes[0] ?? '').cards.push(roundBox(rect));
  }
  for (const { lane, points } of scene.taps) {
    if (points.length > 0) shapeOf(lane).lines.push(pathOf(points, 0));
  }
  for (const { service, points } of scene.trunks)
    shapeOf(laneOf.get(service ?? '') ?? 'place:host').lines.push(pathOf(points, 0));
  return [...shapes].map(([hue, { cards, lines, lanes }]) => ({
    hue,
    cards: cards.join(''),
    lines: lines.join(''),
    lanes: lanes.join(''),
  }));
}
