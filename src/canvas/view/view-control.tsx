import { getViewportForBounds, type ReactFlowState, useReactFlow, useStore } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import type { Point, Rect, Scene } from '../../core/layout/scene.ts';
import { templateFile, templateText } from '../../state/session/template.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { mostWholeCards } from '../far/visible-subset.ts';
import { namesOnlyZoom } from '../flow/level-of-detail.ts';

interface Viewport extends Point {
  readonly zoom: number;
}

function shiftAlong(from: number, length: number, room: number): number {
  if (from < 0 || length > room) return -from;
  return Math.min(0, room - from - length);
}

/** The smallest shift of the view, in pixels of the window, that shows all of `rect`; its beginning where it is too large. */
export function shiftIntoView(
  rect: Rect,
  viewport: Viewport,
  room: { readonly width: number; readonly height: number },
): Point {
  const { x, y, zoom } = viewport;
  return {
    x: shiftAlong(rect.x * zoom + x, rect.width * zoom, room.width),
    y: shiftAlong(rect.y * zoom + y, rect.height * zoom, room.height),
  };
}

export const minZoom = 0.08;
export const maxZoom = 2;
const fitZoom = 1.15;
const readableZoom = 0.7;
/** Below this a whole picture cannot be read. */
const leastZoom = 0.28;
/** The zoom controls lie over the lower left corner: the picture ends above them. */
const margin = { top: '2.5%', x: '2.5%', bottom: '58px' } as const;
/** Before the first act the ways in stand above the picture. */
const startMargin = { top: '76px', x: '2.5%', bottom: '2.5%' } as const;
const zoomStep = 1.25;
/** Distance from the edge at which something revealed stands, and what lies over the picture below. */
const rim = 20;
const controlsHeight = 50;
const overviewHeight = 165;

const widthOf = (state: ReactFlowState): number => state.width;
const heightOf = (state: ReactFlowState): number => state.height;

function rectOf(scene: Scene, target: Selected): Rect | null {
  if (target.type === 'network') {
    return scene.lanes.find((lane) => lane.kind === 'network' && lane.name === target.name)?.rect ?? null;
  }
  const service = target.type === 'service' ? target.name : target.service;
  const place =
    scene.cards.find((card) => card.service === service) ??
    scene.piles.find((pile) => pile.members.includes(service));
  return place?.rect ?? null;
}

interface ViewControlProps {
  readonly scene: Scene;
  /** Whether the view is where a person, or a wish of theirs, put it; else it follows the picture. */
  readonly placed: RefObject<boolean>;
}

/** Moves the view: shows a newly opened file, goes on showing all of it while it grows, and answers wishes of the page. */
export function ViewControl({ scene, placed }: ViewControlProps) {
  const { setViewport, setCenter, getViewport, zoomTo } = useReactFlow();
  const width = useStore(widthOf);
  const height = useStore(heightOf);
  const measured = width > 0 && height > 0;
  const request = useUi((state) => state.view);
  const opened = useSession((state) => state.session?.opened ?? templateText);
  const file = useSession((state) =>
    state.session ? mainDocument(state.session.workspace).file : templateFile,
  );
  const started = useSession((state) => state.session !== null);
  const served = useRef(0);

  const whole = () =>
    getViewportForBounds(scene.bounds, width, height, minZoom, fitZoom, started ? margin : startMargin);
  /** A picture that could not be read as a whole begins at its outside; the overview shows the rest. */
  const showBeginning = (): void => {
    const all = whole();
    setViewport(all.zoom < leastZoom ? { x: 0, y: 0, zoom: readableZoom } : all);
    placed.current = all.zoom < leastZoom;
  };
  const reveal = (target: Selected): void => {
    const rect = rectOf(scene, target);
    if (!rect) return;
    const viewport = getViewport();
    if (viewport.zoom < namesOnlyZoom) {
      setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom: readableZoom });
    } else {
      const pad = rim / viewport.zoom;
      const padded = {
        x: rect.x - pad,
        y: rect.y - pad,
        width: rect.width + 2 * pad,
        height: rect.height + 2 * pad,
      };
      const covered = scene.cards.length > mostWholeCards ? overviewHeight : controlsHeight;
      const shift = shiftIntoView(padded, viewport, { width, height: height - covered });
      if (shift.x === 0 && shift.y === 0) return;
      setViewport({ ...viewport, x: viewport.x + shift.x, y: viewport.y + shift.y });
    }
    placed.current = true;
  };
  const answer = (): void => {
    // Before React Flow knows the size of its window no point can be brought into it: the wish waits.
    if (!request || request.serial === served.current || !measured) return;
    served.current = request.serial;
    switch (request.type) {
      case 'fit':
        setViewport(whole());
        placed.current = false;
        break;
      case 'zoom-in':
        zoomTo(getViewport().zoom * zoomStep);
        placed.current = true;
        break;
      case 'zoom-out':
        zoomTo(getViewport().zoom / zoomStep);
        placed.current = true;
        break;
      case 'reveal':
        if (request.target) reveal(request.target);
        break;
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another file begins anew, an edit does not.
  useEffect(() => {
    if (measured) showBeginning();
  }, [opened, file, measured]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: who saw the whole goes on seeing it when it grows or the window shrinks.
  useEffect(() => {
    if (!measured || placed.current) return;
    const viewport = getViewport();
    const shift = shiftIntoView(scene.bounds, viewport, { width, height });
    if (shift.x === 0 && shift.y === 0) return;
    // Whoever asked for the whole, however small, is not sent back to its beginning.
    if (viewport.zoom < leastZoom) setViewport(whole());
    else showBeginning();
  }, [scene, width, height]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each wish is answered once, by its serial.
  useEffect(answer, [request, measured]);

  return null;
}
