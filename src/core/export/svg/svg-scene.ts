// The one bridge from an analysis to a drawn topology for export: every service a card of its own, where it stands when nobody
// has moved anything.

import type { Analysis } from '../../analysis/analyze.ts';
import { layoutFacts } from '../../layout/layout-input.ts';
import { layoutTopology } from '../../layout/layout-topology.ts';
import type { Rect, Scene } from '../../layout/scene.ts';
import { partOfTopology, type SvgPart } from './svg-part.ts';

/** What of a scene is exported; the rest serves the page's next one. */
export type DrawnScene = Pick<
  Scene,
  'bounds' | 'outside' | 'wall' | 'lanes' | 'cards' | 'taps' | 'trunks' | 'needs'
>;

/** The scene to export: of everything, or of a part alone. */
export function svgScene(analysis: Analysis, part: SvgPart | null = null): DrawnScene {
  const { topology } = analysis;
  const scene = layoutTopology({
    ...layoutFacts(analysis, part === null ? topology : partOfTopology(topology, part)),
    // The headline of a single lane states what the matrix proves; a file without the matrix does not claim it.
    rooms: new Set(),
    piles: [],
    slots: new Map(),
    room: null,
    shape: null,
  });
  // An empty place is there to drop something on.
  const lanes = scene.lanes.filter(({ form }) => form !== 'chip');
  return part === null ? { ...scene, lanes } : croppedScene({ ...scene, lanes });
}

const bottomOf = ({ y, height }: Rect): number => y + height;
const rightOf = ({ x, width }: Rect): number => x + width;

/** The scene without an empty closed tray and host lane, no larger than what is left. */
export function croppedScene(scene: DrawnScene): DrawnScene {
  const { bounds, outside, wall, trunks, cards } = scene;
  const lanes = scene.lanes.filter(
    ({ kind, members }) => (kind !== 'closed' && kind !== 'host') || members.length > 0,
  );
  const rects = [
    ...lanes.map(({ rect }) => rect),
    ...cards.map(({ rect }) => rect),
    ...trunks.flatMap(({ labelRect }) => labelRect ?? []),
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
