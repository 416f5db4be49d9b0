import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import type { Point } from '../../core/layout/scene.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';

/** Between what is selected and the inspector; in px. */
const rim = 16;
/** A second click within this time belongs to the first one: nothing moves away from under it. */
const doubleClick = 300;

function elementOf(item: Selected | undefined): Element | null {
  if (item === undefined || item.type === 'network') return null;
  const name = item.type === 'service' ? item.name : item.service;
  return document.querySelector(`.bh-canvas [data-service="${CSS.escape(name)}"]`);
}

/** How far the picture has to go aside, in px of the window, for `card` not to lie under `panel`: left, or up where the panel is as wide as the canvas. */
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

/** Moves the picture aside when the inspector comes to float over what is selected, never while a pointer holds something. */
export function ClearOfInspector({ placed }: { readonly placed: RefObject<boolean> }) {
  const { getViewport, setViewport } = useReactFlow();
  const selection = useUi((state) => state.selection);
  const shown = useUi((state) => state.open.inspector && !state.pinned);

  useEffect(() => {
    const [first] = selection;
    if (!shown || first === undefined) return;
    let held = false;
    const onPointer = (event: PointerEvent): void => {
      held = event.type === 'pointerdown';
    };
    const timer = setTimeout(() => {
      const card = elementOf(first);
      const panel = document.querySelector('.inspector-float');
      const canvas = document.querySelector('.bh-canvas .react-flow');
      if (held || card === null || panel === null || canvas === null) return;
      const { x, y } = wayAside(
        card.getBoundingClientRect(),
        panel.getBoundingClientRect(),
        canvas.getBoundingClientRect(),
      );
      if (x === 0 && y === 0) return;
      const view = getViewport();
      const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      setViewport({ ...view, x: view.x + x, y: view.y + y }, { duration: still ? 0 : 200 });
      placed.current = true;
    }, doubleClick);
    window.addEventListener('pointerdown', onPointer, true);
    window.addEventListener('pointerup', onPointer, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', onPointer, true);
      window.removeEventListener('pointerup', onPointer, true);
    };
  }, [selection, shown, placed, getViewport, setViewport]);

  return null;
}
