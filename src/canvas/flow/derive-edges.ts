// Taps and trunks as React Flow edges; their geometry comes with the picture, their ends only serve culling.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { networkHues } from '../../core/layout/lanes/network-hues.ts';
import type { Scene } from '../../core/layout/scene.ts';
import { trunkView } from '../picture/trunk-view.ts';
import type { CanvasEdge } from './flow-types.ts';
import { hueOfLane } from './hue-of-lane.ts';
import { createIdentityCache, type IdentityCache } from './identity-cache.ts';

export type EdgeCache = IdentityCache<CanvasEdge>;
export const createEdgeCache = (): EdgeCache => createIdentityCache<CanvasEdge>();

/** Beyond so many far taps each is drawn thinner: together they still show which lanes belong together. */
const faintFrom = 24;

const noNames: ReadonlyMap<string, string> = new Map();

const frame = {
  focusable: false,
  selectable: false,
  zIndex: 0,
  domAttributes: { 'aria-roledescription': undefined },
};

/** All edges of a picture, or of the `subset` of it that is shown; the same object for an edge that did not change. */
export function deriveEdges(
  analysis: Analysis,
  scene: Scene,
  cache: EdgeCache,
  subset: Scene = scene,
  hues = networkHues(analysis.topology.networks.keys()),
): CanvasEdge[] {
  const shown = new Set([
    ...subset.cards.map(({ service }) => `card:${service}`),
    ...subset.piles.map(({ leader }) => `card:${leader}`),
    ...subset.lanes.map(({ id }) => `lane:${id}`),
  ]);
  // A line whose end is not shown is joined to the outside, which is always shown: React Flow draws no edge without both of its ends.
  const end = (id: string): string => (shown.has(id) ? id : 'place:outside');
  const edges: CanvasEdge[] = [];
  const faint = scene.taps.filter((tap) => tap.points.length > 0).length > faintFrom;
  for (const tap of subset.taps) {
    if (tap.points.length === 0) continue;
    const edge: CanvasEdge = {
      ...frame,
      id: `tap:${tap.service} ${tap.lane}`,
      type: 'tap',
      source: end(`card:${tap.service}`),
      target: end(`lane:${tap.lane}`),
      ariaLabel: `${tap.service} on ${tap.network}`,
      data: { points: tap.points, hue: hueOfLane(tap.lane, hues), service: tap.service, faint },
    };
    edges.push(cache.keep(edge.id, edge));
  }
  for (const trunk of subset.trunks) {
    const { points, onward, kind, crossing, thin, service } = trunk;
    const { tone } = trunkView(analysis, trunk, noNames);
    const edge: CanvasEdge = {
      ...frame,
      id: `trunk:${trunk.id}`,
      type: 'trunk',
      source: kind === 'host' ? 'place:wall' : 'place:outside',
      target: end(trunk.card === null ? 'lane:place:host' : `card:${trunk.card}`),
      ariaLabel: trunk.title,
      data: { points, onward, kind, crossing, thin, service, tone },
    };
    edges.push(cache.keep(edge.id, edge));
  }
  cache.endRound();
  return edges;
}
