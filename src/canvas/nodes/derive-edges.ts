// Taps and cables as React Flow edges; their geometry comes with the picture, their ends only serve culling.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { networkHues } from '../../core/export/network-hues.ts';
import type { Scene } from '../../core/layout/scene.ts';
import type { CanvasEdge } from './flow-types.ts';
import { hueOfLane } from './hue-of-lane.ts';
import { createKeeper, type Keeper } from './keep-same.ts';

export type EdgeKeeper = Keeper<CanvasEdge>;
export const createEdgeKeeper = (): EdgeKeeper => createKeeper<CanvasEdge>();

/** Beyond so many far taps each is drawn thinner: together they still tell which lanes hang together. */
const faintFrom = 24;

const frame = {
  focusable: false,
  selectable: false,
  zIndex: 0,
  domAttributes: { 'aria-roledescription': undefined },
};

/** All edges of a picture, or of the `part` of it that is shown; the same object for an edge that did not change. */
export function deriveEdges(
  analysis: Analysis,
  picture: Scene,
  keeper: EdgeKeeper,
  part: Scene = picture,
): CanvasEdge[] {
  const hues = networkHues(analysis.topology);
  const cards = new Map(picture.cards.map((card) => [card.service, card]));
  const piles = new Map(picture.piles.map((pile) => [pile.leader, pile]));
  const shown = new Set([
    ...part.cards.map(({ service }) => `card:${service}`),
    ...part.piles.map(({ leader }) => `card:${leader}`),
    ...part.lanes.map(({ id }) => `lane:${id}`),
  ]);
  // A line whose end is not shown hangs on the outside, which always is: React Flow draws none without both of its ends.
  const end = (id: string): string => (shown.has(id) ? id : 'place:outside');
  const edges: CanvasEdge[] = [];
  const faint = picture.taps.filter((tap) => tap.points.length > 0).length > faintFrom;
  for (const tap of part.taps) {
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
    edges.push(keeper.keep(edge.id, edge));
  }
  for (const cable of part.cables) {
    const card = cable.service === null ? undefined : cards.get(cable.service);
    const pile = cable.service === null ? undefined : piles.get(cable.service);
    const lane = card?.lanes[0] ?? pile?.lanes[0] ?? 'place:host';
    const edge: CanvasEdge = {
      ...frame,
      id: `cable:${cable.id}`,
      type: 'cable',
      source: cable.state === 'host' ? 'place:wall' : 'place:outside',
      target: end(card || pile ? `card:${card?.inside ?? cable.service}` : 'lane:place:host'),
      ariaLabel: cable.title,
      data: {
        points: cable.points,
        state: cable.state,
        crossing: cable.crossing,
        thin: cable.thin,
        hue: hueOfLane(lane, hues),
        service: cable.service,
      },
    };
    edges.push(keeper.keep(edge.id, edge));
  }
  keeper.endRound();
  return edges;
}
