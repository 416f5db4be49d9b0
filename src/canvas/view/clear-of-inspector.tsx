import { useReactFlow, type Viewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Point } from '../../core/layout/scene.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';

/** Space between the selected card and the inspector, in px. */
const rim = 16;
/** Within this time a second click belongs to the first one, so the card must not move away from the pointer. */
const doubleClick = 300;

function elementOf(item: Selected | undefined): Element | null {
  if (item === undefined || item.type === 'network') return null;
  const name = item.type === 'service' ? item.name : item.service;
  return document.querySelector(`.bh-canvas [data-service="${CSS.escape(name)}"]`);
}

/**
 * How far the picture has to move, in px of the window, so that `panel` does not cover `card`: to the left, or up where the panel is as
 * wide as the canvas.
 */
export function wayAside(card: DOMRect, panel: DOMRect, canvas: DOMRect): Point {
  const covered =
    card.right + rim > panel.left &&
    card.left < panel.right &&
    card.bottom + rim > panel.top &&
    card.top < panel.bottom;
  if (!covered) return { x: 0, y: 0 };
  if (panel.left - canvas.left < card.width + 2 * rim) return { x: 0, y: panel.top - rim - card.bottom };
  return { x: panel.left - rim - card.right, y: 0 };
}

/**
 * Moves the picture aside when the inspector comes to float over what is selected, and back when the selection ends, unless the
 * view was moved meanwhile; never while a pointer holds something.
 */
export function ClearOfInspector() {
  const { getViewport, setViewport } = useReactFlow();
  const selection = useUi((state) => state.selection);
  const shown = useUi((state) => state.open.inspector && !state.pinned);
  /** The view before it was moved aside, and where it was moved to. */
  const aside = useRef<{ readonly before: Viewport; readonly after: Viewport } | null>(null);

  useEffect(() => {
    const [first] = selection;
    let held = false;
    const onPointer = (event: PointerEvent): void => {
      held = event.type === 'pointerdown';
    };
    const go = (view: Viewport): void => {
      const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      setViewport(view, { duration: still ? 0 : 200 });
    };
    const back = (): void => {
      const gone = aside.current;
      aside.current = null;
      const { x, y, zoom } = getViewport();
      if (gone !== null && x === gone.after.x && y === gone.after.y && zoom === gone.after.zoom)
        go(gone.before);
    };
    const timer = setTimeout(() => {
      if (held) return;
      if (!shown || first === undefined) {
        back();
        return;
      }
      const card = elementOf(first);
      const panel = document.querySelector('.bh-inspector-float');
      const canvas = document.querySelector('.bh-canvas .react-flow');
      if (card === null || panel === null || canvas === null) return;
      const { x, y } = wayAside(
        card.getBoundingClientRect(),
        panel.getBoundingClientRect(),
        canvas.getBoundingClientRect(),
      );
      if (x === 0 && y === 0) return;
      const view = getViewport();
      const after = { ...view, x: view.x + x, y: view.y + y };
      aside.current = { before: aside.current?.before ?? view, after };
      go(after);
    }, doubleClick);
    window.addEventListener('pointerdown', onPointer, true);
    window.addEventListener('pointerup', onPointer, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', onPointer, true);
      window.removeEventListener('pointerup', onPointer, true);
    };
  }, [selection, shown, getViewport, setViewport]);

  return null;
}
