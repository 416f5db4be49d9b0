// The one bridge from an analysis to a drawn topology for export: every service a card of its own, where it stands when nobody
// has moved anything.

import type { Analysis } from '../analysis/analyze.ts';
import { layoutTopology } from '../layout/layout-topology.ts';
import type { Scene } from '../layout/scene.ts';
import { layoutFacts } from './layout-facts.ts';
import { croppedScene } from './svg-crop.ts';
import { partOfTopology, type SvgPart } from './svg-part.ts';

/** What of a scene is exported; the rest serves the page's next one. */
export type DrawnScene = Pick<Scene, 'bounds' | 'outside' | 'wall' | 'lanes' | 'cards' | 'taps' | 'cables'>;

/** The scene to export: of everything, or of a part alone. */
export function svgScene(analysis: Analysis, part: SvgPart | null = null): DrawnScene {
  const { topology } = analysis;
  const scene = layoutTopology({
    ...layoutFacts(analysis, part === null ? topology : partOfTopology(topology, part)),
    // The headline of a single lane states what the matrix proves; a file without the matrix does not claim it.
    rooms: new Set(),
    piles: [],
    slots: new Map(),
    rows: null,
  });
  return part === null ? scene : croppedScene(scene);
}
