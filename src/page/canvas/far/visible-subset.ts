// The visible subset of a large picture. React Flow looks at every node at each move of the view, which takes longer than a frame for
// thousands of nodes.

import { type ReactFlowState, useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { Point, Rect, Scene, SceneCard } from '../../../core/layout/scene.ts';
import type { UiState } from '../../state/ui/ui-state.ts';
import { useUi } from '../../state/use-store.ts';
import { drawnBeyond } from '../view/view-in-motion.ts';

/** The number of cards or lanes from which only the visible subset becomes nodes, with an overview on the canvas. */
export const maxWholeCards = 60;
/** The number of visible cards above which they are drawn as plain shapes. */
export const maxVisibleCards = 200;
/** The number of visible lanes above which they are drawn as plain shapes. */
const maxVisibleLanes = 100;

/** The parts of a picture that become nodes and edges, and those that are drawn with less detail. */
export interface VisibleSubset {
  readonly scene: Scene;
  /** True when `ShapesNode` draws cards and lines, except selected ones. */
  readonly cardsAsShapes: boolean;
  /** True when `ShapesNode` draws the lanes. */
  readonly lanesAsShapes: boolean;
}

function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Returns the box around a line, with at least some extent in both directions. */
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

/** True when a line of vertical and horizontal segments crosses `window`. */
function passes(points: readonly Point[], window: Rect): boolean {
  return points.slice(1).some((end, index) => touches(boxOf([points[index] ?? end, end]), window));
}

/** Returns the part of `scene` in `window`; services of `chosen` stay cards at every level of detail. */
export function visibleSubset(scene: Scene, window: Rect, chosen: ReadonlySet<string>): VisibleSubset {
  const seen = ({ rect }: { readonly rect: Rect }): boolean => touches(rect, window);
  const lanes = scene.lanes.filter(seen);
  const cards = scene.cards.filter(seen);
  const piles = scene.piles.filter(seen);
  const cardsAsShapes = cards.length + piles.length > maxVisibleCards;
  const lanesAsShapes = lanes.length > maxVisibleLanes;
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

/**
 * Returns the edges of what is drawn: the visible area and a part beyond it, extended to whole steps, so that most movements change
 * nothing. Empty before the first measurement.
 */
function edgesOf({ width, height, transform: [x, y, zoom] }: ReactFlowState): string {
  if (width === 0 || height === 0) return '';
  const step = 2 ** Math.ceil(Math.log2(Math.max(width, height) / zoom / 8));
  const low = (from: number, size: number): number =>
    Math.floor((-from - drawnBeyond * size) / zoom / step) * step;
  const high = (from: number, size: number): number =>
    Math.ceil((size + drawnBeyond * size - from) / zoom / step) * step;
  return [low(x, width), low(y, height), high(x, width), high(y, height)].join(' ');
}

const noEdges = (): string => '';

/** Returns the visible part of the picture's plane with a margin; null before the size of the canvas is known. */
function windowOf(edges: string): Rect | null {
  if (edges === '') return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = edges.split(' ').map(Number);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Returns the selected services. */
function chosenOf({ selection }: UiState): readonly string[] {
  return selection.flatMap((item) => (item.type === 'service' ? [item.name] : []));
}

const nowhere = { x: 0, y: 0, width: 0, height: 0 };

/** Returns the part of `scene` that becomes nodes: all of it, or the visible part of a large one. */
export function useVisibleSubset(scene: Scene): VisibleSubset {
  const whole = scene.cards.length <= maxWholeCards && scene.lanes.length <= maxWholeCards;
  // Nothing follows from them where all of the picture is nodes.
  const edges = useStore(whole ? noEdges : edgesOf);
  const chosen = useUi((state) => (whole ? '[]' : JSON.stringify(chosenOf(state))));
  return useMemo(() => {
    if (whole) return { scene, cardsAsShapes: false, lanesAsShapes: false };
    return visibleSubset(scene, windowOf(edges) ?? nowhere, new Set(JSON.parse(chosen) as string[]));
  }, [whole, scene, edges, chosen]);
}
