import { useReactFlow, type Viewport } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import type { Point } from '../../../core/layout/scene.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';

/** The space between the selected card and the inspector, in px. */
const rim = 16;
/** The time in which a second click belongs to the first one, so that the card must not move away. */
const doubleClick = 300;
/** The delay after which a docked inspector has taken its room and the picture may fit into the rest. */
const docking = 250;
/** The duration of a movement of the picture, in milliseconds. */
const slide = 200;

function elementOf(item: Selected | undefined): Element | null {
  if (item === undefined || item.type === 'network') return null;
  const name = item.type === 'service' ? item.name : item.service;
  return document.querySelector(`.bh-canvas [data-service="${CSS.escape(name)}"]`);
}

/**
 * Returns how far the picture has to move up, in px of the window, so that a `panel` as wide as the canvas does not cover `card`. A panel
 * at the side moves nothing: a press leaves the picture in place.
 */
export function shiftAside(card: DOMRect, panel: DOMRect, canvas: DOMRect): Point {
  const covered =
    card.right + rim > panel.left &&
    card.left < panel.right &&
    card.bottom + rim > panel.top &&
    card.top < panel.bottom;
  const sheet = panel.left - canvas.left < card.width + 2 * rim;
  return { x: 0, y: covered && sheet ? panel.top - rim - card.bottom : 0 };
}

/** The view before it was moved aside, and after; `moving` while it is on its way. */
interface Aside {
  readonly before: Viewport;
  readonly after: Viewport;
  readonly moving: boolean;
}

function isAt(view: Viewport, { x, y, zoom }: Viewport): boolean {
  return view.x === x && view.y === y && view.zoom === zoom;
}

/**
 * On a phone, moves the picture up when the inspector covers the selection, and back when the selection ends, unless the view was moved
 * meanwhile. The picture waits while a pointer holds something.
 */
export const ClearOfInspector = memo(function ClearOfInspector() {
  const { getViewport, setViewport } = useReactFlow();
  const selection = useUi((state) => state.selection);
  const shown = useUi((state) => state.open.inspector);
  const wait = useUi((state) => doubleClick + (state.docked ? docking : 0));
  const aside = useRef<Aside | null>(null);

  useEffect(() => {
    const [first] = selection;
    const go = (before: Viewport, after: Viewport): void => {
      const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      const ownAside: Aside = { before, after, moving: !still };
      aside.current = ownAside;
      void setViewport(after, { duration: still ? 0 : slide }).then(() => {
        if (aside.current === ownAside) aside.current = { ...ownAside, moving: false };
      });
    };
    const settle = (): void => {
      waiting = false;
      const view = getViewport();
      const moved = aside.current !== null && isAt(view, aside.current.after) ? aside.current : null;
      aside.current = moved;
      if (!shown || first === undefined) {
        if (moved !== null && !isAt(view, moved.before)) go(moved.before, moved.before);
        return;
      }
      const card = elementOf(first);
      const panel = document.querySelector('.bh-inspector-float, .bh-inspector-beside');
      const canvas = document.querySelector('.bh-canvas .react-flow');
      if (card === null || panel === null || canvas === null) return;
      const { x, y } = shiftAside(
        card.getBoundingClientRect(),
        panel.getBoundingClientRect(),
        canvas.getBoundingClientRect(),
      );
      if (x !== 0 || y !== 0) go(moved?.before ?? view, { ...view, x: view.x + x, y: view.y + y });
    };
    let waiting = true;
    let timer = setTimeout(settle, wait);
    const onDown = (): void => {
      clearTimeout(timer);
      if (!aside.current?.moving) return;
      // Without a duration it ends the motion that is under way.
      const here = getViewport();
      setViewport(here);
      aside.current = { ...aside.current, after: here, moving: false };
      waiting = true;
    };
    const onUp = (): void => {
      clearTimeout(timer);
      if (waiting) timer = setTimeout(settle, wait);
    };
    const stop = new AbortController();
    const options = { capture: true, signal: stop.signal };
    window.addEventListener('pointerdown', onDown, options);
    window.addEventListener('pointerup', onUp, options);
    window.addEventListener('pointercancel', onUp, options);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [selection, shown, wait, getViewport, setViewport]);

  return null;
});
