// The visible subset of a large picture. React Flow looks at every node at each move of the view, which takes longer than a frame for
// thousands of nodes.

import { type ReactFlowState, useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { Point, Rect, Scene, SceneCard } from '../../../core/layout/scene.ts';
import type { UiState } from '../../state/ui/ui-state.ts';
import { useUi } from '../../state/use-store.ts';

/** From this many cards or lanes on only the visible subset becomes nodes, and the canvas shows an overview. */
export const mostWholeCards = 60;
/** More cards than this in sight are drawn as plain shapes, all at once. */
export const mostCardsInSight = 200;
/** The same for lanes. */
const mostLanesInSight = 100;

/** What of a picture becomes nodes and edges, and what is drawn with less detail instead. */
export interface VisibleSubset {
  readonly scene: Scene;
  /** Cards and lines are drawn by `ShapesNode`, except those that are selected. */
  readonly cardsAsShapes: boolean;
  /** The same for lanes. */
  readonly lanesAsShapes: boolean;
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

/** Whether a line of upright and level segments passes through `window`. */
function passes(points: readonly Point[], window: Rect): boolean {
  return points.slice(1).some((end, index) => touches(boxOf([points[index] ?? end, end]), window));
}

/** What of `scene` lies in `window`; services of `chosen` stay cards at every level of detail. */
export function visibleSubset(scene: Scene, window: Rect, chosen: ReadonlySet<string>): VisibleSubset {
  const seen = ({ rect }: { readonly rect: Rect }): boolean => touches(rect, window);
  const lanes = scene.lanes.filter(seen);
  const cards = scene.cards.filter(seen);
  const piles = scene.piles.filter(seen);
  const cardsAsShapes = cards.length + piles.length > mostCardsInSight;
  const lanesAsShapes = lanes.length > mostLanesInSight;
  const isChosen = ({ service }: Pick<SceneCard, 'service'>): boolean => chosen.has(service);
  const shownLanes = lanesAsShapes ? lanes.filter((lane) => lane.kind !== 'network') : lanes;
  if (cardsAsShapes) {
    const none = { piles: [], trunks: [], taps: scene.taps.filter(isChosen) };
    const subset = { ...scene, ...none, lanes: shownLanes, cards: cards.filter(isChosen) };
    return { scene: subset, cardsAsShapes, lanesAsShapes };
  }
  const taps = scene.taps.filter(
    ({ plug, points }) => touches(aroundPlug(plug), window) || passes(points, window),
  );
  const trunks = scene.trunks.filter(
    ({ labelRect, points, onward }) =>
      (labelRect !== null && touches(labelRect, window)) || passes(points, window) || passes(onward, window),
  );
  return {
    scene: { ...scene, lanes: shownLanes, cards, piles, taps, trunks },
    cardsAsShapes,
    lanesAsShapes,
  };
}

/** Edges of what is in sight, moved outwards to whole steps: most moves of the view change nothing. Empty before it is measured. */
function edgesOf({ width, height, transform: [x, y, zoom] }: ReactFlowState): string {
  if (width === 0 || height === 0) return '';
  const step = 2 ** Math.ceil(Math.log2(Math.max(width, height) / zoom / 8));
  const low = (from: number): number => Math.floor(-from / zoom / step) * step;
  const high = (from: number, size: number): number => Math.ceil((size - from) / zoom / step) * step;
  return [low(x), low(y), high(x, width), high(y, height)].join(' ');
}

const noEdges = (): string => '';

/** What of the picture's plane is in sight, and a little more; null before the size of the canvas is known. */
function windowOf(edges: string): Rect | null {
  if (edges === '') return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = edges.split(' ').map(Number);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The selected services. */
function chosenOf({ selection }: UiState): readonly string[] {
  return selection.flatMap((item) => (item.type === 'service' ? [item.name] : []));
}

const nowhere = { x: 0, y: 0, width: 0, height: 0 };

/** What of `scene` becomes nodes: all of it, or what is in sight of a large one. */
export function useVisibleSubset(scene: Scene): VisibleSubset {
  const whole = scene.cards.length <= mostWholeCards && scene.lanes.length <= mostWholeCards;
  // Nothing follows from them where all of the picture is nodes.
  const edges = useStore(whole ? noEdges : edgesOf);
  const chosen = useUi((state) => (whole ? '[]' : JSON.stringify(chosenOf(state))));
  return useMemo(() => {
    if (whole) return { scene, cardsAsShapes: false, lanesAsShapes: false };
    return visibleSubset(scene, windowOf(edges) ?? nowhere, new Set(JSON.parse(chosen) as string[]));
  }, [whole, scene, edges, chosen]);
}
