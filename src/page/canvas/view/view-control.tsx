import { type ReactFlowState, useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react';
import { memo, type RefObject, useEffect, useRef } from 'react';
import { useStore as useZustand } from 'zustand';
import type { Room } from '../../../core/layout/layout-input.ts';
import { metrics, type Sizes } from '../../../core/layout/metrics.ts';
import type { Point, Rect, Scene } from '../../../core/layout/scene.ts';
import { roomStore, uiStore } from '../../state/page-stores.ts';
import { templateFile } from '../../state/session/template.ts';
import { handStore } from '../../state/ui/hand.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { drawnFile, drawnSession, openedProject } from '../../state/work/selectors.ts';
import { dragStore } from '../drag/drag-store.ts';
import { maxVisibleCards, maxWholeCards } from '../far/visible-subset.ts';
import { namesOnlyZoom } from '../flow/level-of-detail.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { freshStore, markFresh } from './fresh.tsx';
import { rectAround } from './rect-of.ts';
import { margin, roomIn } from './room.ts';
import { coverStore, lastingArea, lastingOwners, visibleArea } from './visible-area.ts';

function shiftAlong(from: number, length: number, room: number): number {
  if (from < 0 || length > room) return -from;
  return Math.min(0, room - from - length);
}

/** Returns the smallest shift of the view, in px of the canvas, that shows all of `rect` in `area`, or its start when it is too large. */
export function shiftIntoView(rect: Rect, { x, y, zoom }: Viewport, area: Rect): Point {
  return {
    x: shiftAlong(rect.x * zoom + x - area.x, rect.width * zoom, area.width),
    y: shiftAlong(rect.y * zoom + y - area.y, rect.height * zoom, area.height),
  };
}

export const minZoom = 0.08;
export const maxZoom = 3;
/** The most space above the picture; the rest goes below it. */
const maxAbove = 28;
const zoomStep = 1.25;
/** The distance of a revealed item from the edge of what is visible. */
const rim = 20;

/** The tolerance for scales, which are quotients of whole numbers. */
const scaleTolerance = 0.005;
/** The least scale at which a whole picture is readable with all text on its cards. */
const minReadableScale = metrics.minScale - scaleTolerance;
/** The least scale at which the view shows a whole picture automatically: below it cards only have room for names. */
export const minWholeScale = 0.42;

/** True while a hand holds something of the picture. */
const isHeldNow = (): boolean => dragStore.getState().source !== null || handStore.getState().busy;

const widthOf = (state: ReactFlowState): number => state.width;
const heightOf = (state: ReactFlowState): number => state.height;

function centredOn(rect: Rect, area: Rect, zoom: number): Viewport {
  return {
    x: area.x + area.width / 2 - (rect.x + rect.width / 2) * zoom,
    y: area.y + area.height / 2 - (rect.y + rect.height / 2) * zoom,
    zoom,
  };
}

/** True when a whole picture is readable in that room at once. */
export function fits({ bounds }: Scene, room: Room | null): boolean {
  if (room === null) return true;
  return Math.min(room.width / bounds.width, room.height / bounds.height) >= minReadableScale;
}

interface ViewControlProps {
  readonly scene: Scene;
  /** True when a person moved the view, or requested this part of the picture; otherwise the view follows the picture. */
  readonly placed: RefObject<boolean>;
  /** The visible part of a scene when another picture draws the rest; null for all. */
  readonly part: ((scene: Scene) => Rect) | null;
  /** Returns the least scale at which every card shows its name, in a scene of these sizes. */
  readonly leastScale: (sizes: Sizes) => number;
}

/** Moves the view: shows a newly opened file, keeps all of it in view while it grows, and carries out requests of the page. */
export const ViewControl = memo(function ViewControl({ scene, placed, part, leastScale }: ViewControlProps) {
  const { setViewport, getViewport, zoomTo } = useReactFlow();
  const flow = useStoreApi();
  const width = useStore(widthOf);
  const height = useStore(heightOf);
  const measured = width > 0 && height > 0;
  const request = useUi((state) => state.view);
  const made = useUi((state) => state.made);
  const opened = useZustand(layoutStore, (state) => state.opened);
  const wanted = useWork(openedProject);
  const file = useWork(drawnFile) ?? templateFile;
  const started = useWork((state) => drawnSession(state) !== null);
  const room = useZustand(roomStore, (state) => state.room);
  const dragged = useZustand(dragStore, ({ source }) => source !== null);
  const busy = useZustand(handStore, (state) => state.busy);
  const held = dragged || busy;
  const covered = useZustand(coverStore, lastingOwners);
  /** True when the picture would have moved while something was held: it moves when that is released. */
  const late = useRef(false);
  const served = useRef(0);
  const shown = useRef(0);
  /** The least scale at which the view follows the picture: 0 when a person requested all of a very large one. */
  const leastShown = useRef(minWholeScale);

  const areaOf = (ask: (canvas: Element) => Rect): Rect => {
    const { domNode } = flow.getState();
    return domNode === null ? { x: 0, y: 0, width, height } : ask(domNode);
  };
  /** Shows all of the picture, or as much from its outside as is readable; the overview shows the rest. */
  const beginning = (least: number, drawn: Scene): Viewport => {
    const { bounds } = drawn;
    const isLarge = drawn.cards.length > maxWholeCards;
    if (part !== null) {
      const inner = part(drawn);
      const across = (flow.getState().width - 2 * margin.x) / inner.width;
      const zoom = Math.max(least, Math.min(across, 1));
      return { x: -inner.x * zoom, y: margin.top - inner.y * zoom, zoom };
    }
    const area = areaOf(lastingArea);
    const scale = Math.min(
      (area.width - 2 * margin.x) / bounds.width,
      (area.height - margin.top - margin.bottom) / bounds.height,
    );
    // Where names have no room in the whole picture, it is shown from its beginning, in the least size that has.
    const named = least === 0 && isLarge ? 0 : Math.max(least, leastScale(drawn.sizes));
    const zoom = scale >= named ? Math.min(scale, metrics.maxScale) : isLarge ? 1 : named;
    const left = (area.width - bounds.width * zoom) / 2;
    const above = (area.height - bounds.height * zoom) / 2;
    const y = above < margin.top ? margin.top : Math.min(above, maxAbove);
    return { x: area.x + Math.max(margin.x, left), y: area.y + y, zoom };
  };
  const follow = (least: number, drawn: Scene = scene): void => {
    setViewport(beginning(least, drawn));
    leastShown.current = least;
    placed.current = false;
  };
  /** Moves the view as little as needed to show `rect`, smaller where `mayShrink` and it is larger than what is visible; true if it moved. */
  const moveTo = (rect: Rect, mayShrink: boolean): boolean => {
    const area = areaOf(visibleArea);
    const viewport = getViewport();
    if (viewport.zoom < namesOnlyZoom) {
      setViewport(centredOn(rect, area, 1));
      return true;
    }
    const pad = rim / viewport.zoom;
    const padded = {
      x: rect.x - pad,
      y: rect.y - pad,
      width: rect.width + 2 * pad,
      height: rect.height + 2 * pad,
    };
    const scale = Math.min(area.width / padded.width, area.height / padded.height);
    if (mayShrink && scale < viewport.zoom && scale >= minWholeScale) {
      setViewport(centredOn(rect, area, scale));
      return true;
    }
    const shift = shiftIntoView(padded, viewport, area);
    if (shift.x === 0 && shift.y === 0) return false;
    setViewport({ ...viewport, x: viewport.x + shift.x, y: viewport.y + shift.y });
    return true;
  };
  const reveal = (target: Selected): void => {
    const rect = rectAround(scene, [target]);
    if (rect === null || !moveTo(rect, false)) return;
    placed.current = true;
    markFresh([target]);
  };
  const moveToAll = (items: readonly Selected[]): void => {
    const rect = rectAround(scene, items);
    if (rect !== null) moveTo(rect, true);
  };
  /** Fits the picture into what is visible; where a person chose the view, brings what is selected into it again. */
  const settle = (): void => {
    const [first] = uiStore.getState().selection;
    if (!placed.current) follow(leastShown.current);
    else if (first !== undefined) reveal(first);
  };
  /** Shows all of a layout for another room, unless a person chose the view. */
  const followAnew = (drawn: Scene): void => {
    if (!placed.current) follow(leastShown.current, drawn);
  };
  const now = useRef({ settle, followAnew });
  useEffect(() => {
    now.current = { settle, followAnew };
  });
  const answer = (): void => {
    // Until React Flow knows the size of its window, and the picture of the file exists, the request waits.
    if (!request || request.serial === served.current || !measured || opened !== wanted) return;
    served.current = request.serial;
    switch (request.type) {
      case 'fit': {
        follow(0);
        // Edits may have grown the layout beyond the room that it was made for, and panes may have taken some of it: it is made again for
        // the room that there is, and this view with it.
        if (room && scene.cards.length <= maxVisibleCards) {
          const area = areaOf(lastingArea);
          roomStore.setState({ room: part === null ? roomIn(area.width, area.height) : { ...room } });
        }
        break;
      }
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
    if (measured) follow(minWholeScale);
  }, [opened, file, measured]);

  // Another size of the canvas and its view are rendered together: in between, cards beyond the new edge would be out of the document, and
  // the one that has the focus would lose it.
  useEffect(
    () =>
      flow.subscribe(({ width: across, height: down }, before) => {
        const resized = across !== before.width || down !== before.height;
        if (resized && before.width > 0 && across > 0 && down > 0 && !isHeldNow()) now.current.settle();
      }),
    [flow],
  );

  // So are a layout for another room and its view.
  useEffect(
    () =>
      layoutStore.subscribe(({ scene: drawn, opened: of }, before) => {
        const isAnew = of === before.opened && drawn.sizes !== before.scene.sizes;
        if (isAnew && flow.getState().width > 0 && !isHeldNow()) now.current.followAnew(drawn);
      }),
    [flow],
  );

  // An edit keeps the shape of the picture, and so the view; a shape that was chosen again is shown like a new picture, and so is one that
  // another part of the page came to lie over.
  const shape = JSON.stringify([scene.sizes, room, started, width, height, covered]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another shape moves the view.
  useEffect(() => {
    if (!measured) return;
    late.current = held;
    if (!held) settle();
  }, [shape]);

  // The picture stands still under a hand: a panel that opens or closes meanwhile makes no target run away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the hand rests.
  useEffect(() => {
    if (held || !late.current) return;
    late.current = false;
    if (measured) settle();
  }, [held]);

  // Nor does an edit that makes the picture larger than what is in sight.
  const { width: across, height: down } = scene.bounds;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a larger picture moves the view.
  useEffect(() => {
    const { x, y, zoom } = getViewport();
    const area = areaOf(lastingArea);
    const outOfSight = across * zoom + x > area.x + area.width || down * zoom + y > area.y + area.height;
    // The part in a band always has the width of the band.
    if (measured && !placed.current && (outOfSight || part !== null)) follow(leastShown.current);
  }, [across, down]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each wish is answered once, by its serial.
  useEffect(answer, [request, measured, opened === wanted]);

  // What a step made is brought into sight after all else that moves the view, once the hand lets go.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step is answered once, by its serial.
  useEffect(() => {
    if (made === null || made.serial === shown.current || !measured || held || opened !== wanted) return;
    shown.current = made.serial;
    moveToAll(made.items);
    markFresh(made.items);
  }, [made, measured, held, opened === wanted]);

  // A panel that opens for it must not take it out of sight again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another size of what is visible.
  useEffect(() => {
    if (measured && !held) moveToAll(freshStore.getState().items);
  }, [width, height, covered]);

  return null;
});
