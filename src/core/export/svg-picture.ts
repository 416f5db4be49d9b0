// The one bridge from an analysis to a drawn topology for export: every service a card of its own, where it stands when nobody
// has moved anything.

import type { Analysis } from '../analysis/analyze.ts';
import { layoutTopology } from '../layout/layout-topology.ts';
import type { Picture } from '../layout/picture.ts';
import { layoutFacts } from './layout-facts.ts';
import { croppedPicture } from './svg-crop.ts';
import { partOfTopology, type SvgPart } from './svg-part.ts';

/** What of a picture is exported; the rest serves the page's next one. */
export type DrawnPicture = Pick<
  Picture,
  'bounds' | 'outside' | 'wall' | 'lanes' | 'cards' | 'taps' | 'cables'
>;

/** The picture to export: of everything, or of a part alone. */
export function svgPicture(analysis: Analysis, part: SvgPart | null = null): DrawnPicture {
  const { topology } = analysis;
  const picture = layoutTopology({
    ...layoutFacts(analysis, part === null ? topology : partOfTopology(topology, part)),
    // The headline of a single lane says what the matrix says; a picture alone does not claim it.
    rooms: new Set(),
    piles: [],
    slots: new Map(),
    rows: null,
  });
  return part === null ? picture : croppedPicture(picture);
}
