// Shift and a drag over the empty canvas: a box that selects the cards it touches, beside those that are selected.

import type { Point, Rect } from '../../core/layout/scene.ts';
import { uiStore } from '../../state/page-stores.ts';
import { isSelected, type Selected } from '../../state/ui/selection.ts';
import { layoutStore } from '../picture/layout-controller.ts';

const threshold = 5;

function rectOf(a: Point, b: Point): Rect {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function selectIn(box: Rect): void {
  const { selection, select, announce } = uiStore.getState();
  const more: Selected[] = [];
  for (const { service, rect } of layoutStore.getState().scene.cards) {
    const item = { type: 'service', name: service } as const;
    if (touches(rect, box) && !isSelected(selection, item)) more.push(item);
  }
  const all = [...selection, ...more];
  select(all);
  announce(`${all.length} selected.`);
}

/** Listens until the returned function is called; `draw` shows the box in pixels of the window, null takes it away. */
export function startBoxSelect(
  root: HTMLElement,
  toPicture: (point: Point) => Point,
  draw: (box: Rect | null) => void,
): () => void {
  let from: Point | null = null;
  let at: Point | null = null;

  function end(): void {
    from = null;
    at = null;
    draw(null);
  }

  function onDown(event: MouseEvent): void {
    if (!event.shiftKey || event.button !== 0 || !(event.target instanceof Element)) return;
    if (
      !event.target.closest('.react-flow') ||
      event.target.closest('[data-service], [data-tap], button, input')
    )
      return;
    // Otherwise the view would pan, or the page select its text.
    event.stopPropagation();
    event.preventDefault();
    from = { x: event.clientX, y: event.clientY };
  }

  function onMove(event: MouseEvent): void {
    if (from === null) return;
    const here = { x: event.clientX, y: event.clientY };
    if (at === null && Math.hypot(here.x - from.x, here.y - from.y) < threshold) return;
    at = here;
    draw(rectOf(from, here));
  }

  function onUp(): void {
    if (from !== null && at !== null) {
      selectIn(rectOf(toPicture(from), toPicture(at)));
      // The click that follows would otherwise end the selection.
      const swallow = (event: MouseEvent): void => event.stopPropagation();
      window.addEventListener('click', swallow, { capture: true, once: true });
      window.setTimeout(() => window.removeEventListener('click', swallow, true), 0);
    }
    end();
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || at === null) return;
    event.stopPropagation();
    end();
  }

  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  root.addEventListener('mousedown', onDown, options);
  window.addEventListener('mousemove', onMove, options);
  window.addEventListener('mouseup', onUp, options);
  window.addEventListener('keydown', onKey, options);
  return () => stop.abort();
}
