// The nodes and edges of React Flow as a function of the analysis and its picture.

import { Position } from '@xyflow/react';
import { networkHues } from '../../../core/layout/lanes/network-hues.ts';
import type { Rect, Scene } from '../../../core/layout/scene.ts';
import { cardView } from '../../../core/picture/card-view.ts';
import { laneHue } from '../../../core/picture/hues.ts';
import { laneView } from '../../../core/picture/lane-view.ts';
import { screen } from '../../../core/picture/medium.ts';
import { pileView } from '../../../core/picture/pile-view.ts';
import { tapView } from '../../../core/picture/tap-view.ts';
import { trunksToDraw, trunkView } from '../../../core/picture/trunk-view.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Gates } from '../../../core/summary/gates.ts';
import { shapesNodeId } from '../far/scene-shapes.ts';
import type { CanvasEdge, CanvasNode } from './flow-types.ts';

// Nodes. Nothing here is stored but the identity of what did not change.

/** The content of a card, cached apart from its position: a move makes a new node with the same data. */
interface NodeCache {
  readonly nodes: IdentityCache<CanvasNode>;
  readonly data: IdentityCache<CanvasNode['data']>;
}

export const createNodeCache = (): NodeCache => ({
  nodes: createIdentityCache(),
  data: createIdentityCache(),
});

const plugSize = 16;
const layers = { place: -3, lane: -2, shapes: 0, card: 1, joined: 2, stub: 2, label: 3, plug: 4 } as const;

/**
 * Returns a node with declared sizes and handles, without which React Flow would mount and measure every node once; sizes are whole
 * numbers.
 */
function box(id: string, rect: Rect, zIndex: number) {
  return {
    id,
    position: { x: rect.x, y: rect.y },
    width: rect.width,
    height: rect.height,
    measured: { width: rect.width, height: rect.height },
    zIndex,
    handles: [
      { type: 'source' as const, position: Position.Right, x: rect.width / 2, y: rect.height / 2 },
      { type: 'target' as const, position: Position.Left, x: rect.width / 2, y: rect.height / 2 },
    ],
    // The wrapper has no role of its own; a description without one is noise to a screen reader.
    domAttributes: { 'aria-roledescription': undefined },
  };
}

/** Returns the node for a whole large picture. */
export function shapesNode(scene: Scene): CanvasNode {
  return { ...box(shapesNodeId, scene.bounds, layers.shapes), type: 'shapes', data: {} };
}

/** Returns all nodes of a picture, or of its visible `subset`, in reading order: places, lanes, cards, labels of trunks, plugs. */
export function deriveNodes(
  analysis: Analysis,
  picture: Scene,
  cache: NodeCache,
  scene: Scene = picture,
  // A tag also names networks whose lanes are out of sight.
  hues = networkHues(picture),
  gates: Gates | null = null,
): CanvasNode[] {
  const context = { analysis, hues, medium: screen, gates };
  const nodes: CanvasNode[] = [];
  const add = (made: CanvasNode): void => {
    const node = { ...made, data: cache.data.keep(made.id, made.data) } as CanvasNode;
    nodes.push(cache.nodes.keep(node.id, node));
  };
  for (const place of ['outside', 'wall'] as const) {
    const rect = scene[place];
    const view = { place, width: rect.width, height: rect.height };
    add({ ...box(`place:${place}`, rect, layers.place), type: 'place', data: { view } });
  }
  for (const lane of scene.lanes) {
    const view = laneView(context, lane);
    const layer = lane.form === 'stub' ? layers.stub : layers.lane;
    // A layer set inline wins over any rule; the style sheet raises a lane that splits during a drag by this property.
    const style = { zIndex: `var(--lane-layer, ${layer})` };
    add({ ...box(`lane:${lane.id}`, lane.rect, layer), type: 'lane', data: { view }, style });
  }
  for (const card of scene.cards) {
    const view = cardView(context, card);
    if (!view) continue;
    const layer = card.inside === null ? layers.card : layers.joined;
    const pinned = scene.slots.get(card.service)?.pinned ?? false;
    add({ ...box(`card:${card.service}`, card.rect, layer), type: 'card', data: { view, pinned } });
  }
  for (const pile of scene.piles) {
    const view = pileView(context, pile);
    if (view) add({ ...box(`card:${pile.leader}`, pile.rect, layers.card), type: 'pile', data: { view } });
  }
  for (const trunk of scene.trunks) {
    if (trunk.labelRect === null) continue;
    const view = trunkView(analysis, trunk);
    add({ ...box(`label:${trunk.id}`, trunk.labelRect, layers.label), type: 'trunkLabel', data: { view } });
  }
  const piled = new Set(scene.piles.map((pile) => pile.leader));
  for (const tap of scene.taps) {
    // The members of a pile are on the network together: no plug to pull one of them by.
    if (piled.has(tap.service) && tap.tag === null) continue;
    const view = tapView(context, tap);
    const rect = tap.tag ?? {
      x: tap.plug.x - plugSize / 2,
      y: tap.plug.y - plugSize / 2,
      width: plugSize,
      height: plugSize,
    };
    add({ ...box(`tap:${tap.service} ${tap.lane}`, rect, layers.plug), type: 'plug', data: { view } });
  }
  cache.nodes.endRound();
  cache.data.endRound();
  return nodes;
}

// Taps and trunks as React Flow edges; their geometry comes with the picture, their ends only serve culling.

type EdgeCache = IdentityCache<CanvasEdge>;
export const createEdgeCache = (): EdgeCache => createIdentityCache<CanvasEdge>();

/** The number of far taps above which each is drawn thinner: together they still show which lanes belong together. */
const faintFrom = 24;

const frame = {
  focusable: false,
  selectable: false,
  zIndex: 0,
  domAttributes: { 'aria-roledescription': undefined },
};

/** Returns all edges of a picture, or of its visible `subset`; the same object for an unchanged edge. */
export function deriveEdges(
  analysis: Analysis,
  scene: Scene,
  cache: EdgeCache,
  subset: Scene = scene,
  hues = networkHues(scene),
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
      data: { points: tap.points, hue: laneHue(tap.lane, hues), service: tap.service, faint },
    };
    edges.push(cache.keep(edge.id, edge));
  }
  for (const { trunk, tone } of trunksToDraw(analysis, subset.trunks)) {
    const { points, onward, kind, hasRandomPorts, service } = trunk;
    const edge: CanvasEdge = {
      ...frame,
      id: `trunk:${trunk.id}`,
      type: 'trunk',
      source: kind === 'host' ? 'place:wall' : 'place:outside',
      target: end(trunk.card === null ? 'lane:place:host' : `card:${trunk.card}`),
      ariaLabel: trunk.title,
      data: { points, onward, kind, hasRandomPorts, service, tone },
    };
    edges.push(cache.keep(edge.id, edge));
  }
  cache.endRound();
  return edges;
}

// React Flow relies on identity: an entry has to be the same object as long as its content is the same.

/** A cache of derived objects of one kind; each round keeps unchanged ones and drops unused ones. */
interface IdentityCache<T> {
  /** Returns the cached object of this id if its content is equal, otherwise `made`. */
  keep(id: string, made: T): T;
  /** Drops every entry that was not requested since the last call. */
  endRound(): void;
}

function createIdentityCache<T>(): IdentityCache<T> {
  let before = new Map<string, { readonly content: string; readonly value: T }>();
  let now = new Map<string, { readonly content: string; readonly value: T }>();
  return {
    keep(id, made) {
      const content = JSON.stringify(made);
      const known = before.get(id);
      const entry = known?.content === content ? known : { content, value: made };
      now.set(id, entry);
      return entry.value;
    },
    endRound() {
      before = now;
      now = new Map();
    },
  };
}
