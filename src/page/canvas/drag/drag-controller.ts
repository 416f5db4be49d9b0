// The one drag of the page, on pointer events: cards, taps, new taps and palette items. A press without movement is a click and is left
// to the element; Escape cancels the drag.

import { cellAt } from '../../../core/layout/hit-test.ts';
import type { Point } from '../../../core/layout/scene.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { type PaletteKind, paletteItems } from '../../state/palette/palette-items.ts';
import { isSmallScreen } from '../../state/ui/small-screen.ts';
import { canvasAnalysis, layoutStore } from '../picture/layout-controller.ts';
import { type Aim, type Answer, createAim } from './aim.ts';
import { type DragState, dragStore, idle } from './drag-store.ts';
import type { DragSource } from './drop-outcome.ts';
import { createEdgePan } from './edge-pan.ts';
import { finishDrop, pinCard } from './finish-drop.ts';
import { movePointerTo } from './pointer-place.ts';
import { railAt } from './rail-outcome.ts';

/** Returns the item that a press on `element` would drag; null for none. Taps lie over cards, cards over lanes. */
function sourceAt(element: Element, root: Element): DragSource | null {
  const item = element.closest('[data-palette]')?.getAttribute('data-palette');
  if (item) {
    const known = paletteItems.find((each) => each.kind === item);
    return { type: 'palette', kind: item as PaletteKind, label: known?.label ?? item };
  }
  if (!root.contains(element) || element.closest('[data-detach]')) return null;
  const asking = element.closest('[data-new-need]')?.getAttribute('data-new-need');
  if (asking) return { type: 'new-need', service: asking };
  const fresh = element.closest('[data-new-tap]')?.getAttribute('data-new-tap');
  if (fresh) return { type: 'new-tap', service: fresh };
  const tap = element.closest('[data-tap]')?.getAttribute('data-tap');
  if (tap) {
    // Compose allows no blanks in the names of services and networks.
    const [service, network] = tap.split(' ');
    return service && network ? { type: 'tap', service, network } : null;
  }
  const service = element.closest('[data-service]')?.getAttribute('data-service');
  return service ? { type: 'card', service } : null;
}

const dragThreshold = 5;

interface Press {
  readonly source: DragSource;
  readonly pointer: number;
  readonly from: Point;
  /** The pressed element, which looks lifted while its ghost is dragged. */
  readonly element: Element | null;
  aim: Aim | null;
  last: Point;
  shift: boolean;
  alt: boolean;
  /** True once all lines of the note were asked for. */
  full: boolean;
}

/** The view as the controller needs it: window coordinates as picture coordinates, and a way to pan. */
interface DragView {
  toPicture(point: Point): Point;
  panBy(x: number, y: number): void;
}

/** Starts to listen; returns a function that stops it. */
export function startDragController(root: HTMLElement, view: DragView): () => void {
  let press: Press | null = null;
  const { toPicture } = view;
  const panning = createEdgePan(root, (x, y) => {
    view.panBy(x, y);
    if (press) look(press);
  });

  /** True when a whole card is the target: a sidecar that is always joined, or Alt. */
  function joinsCards({ source, alt }: Press): boolean {
    if (source.type === 'palette') return alt || source.kind === 'monitor';
    return source.type === 'new-need' || (source.type === 'card' && alt);
  }

  /** Returns the answer for the pointer's position; null outside of the picture. */
  function answerAt(current: Press, aim: Aim): Answer | null {
    const { left, right, top, bottom } = root.getBoundingClientRect();
    const { x, y } = current.last;
    if (x < left || x > right || y < top || y > bottom) {
      const rail = railAt(x, y);
      return rail === null ? null : aim.atRail(rail);
    }
    const at = toPicture(current.last);
    const pixel = toPicture({ x: x + 1, y }).x - at.x;
    return aim.at({ at, pixel, connect: current.shift, join: joinsCards(current) });
  }

  function look(current: Press): void {
    if (!current.aim) return;
    const { source, full } = current;
    const next = { ...idle, ...answerAt(current, current.aim), source, full };
    const shown = dragStore.getState();
    const isShown = (Object.keys(next) as (keyof DragState)[]).every((key) => next[key] === shown[key]);
    if (!isShown) dragStore.setState(next, true);
  }

  function begin(current: Press): void {
    current.aim = createAim(canvasAnalysis(workStore.getState()), current.source, () => {
      if (press === current) look(current);
    });
    document.body.classList.add('bh-dragging');
    current.element?.classList.add('bh-lifted');
    if (current.source.type === 'palette') uiStore.getState().setPaletteDrag(current.source.kind);
    document.getSelection()?.removeAllRanges();
  }

  function end(): Press | null {
    const ended = press;
    press = null;
    ended?.aim?.stop();
    panning.stop();
    document.body.classList.remove('bh-dragging');
    ended?.element?.classList.remove('bh-lifted');
    if (ended?.source.type === 'palette') uiStore.getState().setPaletteDrag(null);
    // The state itself: a press that was no drag changes nothing then, and renders nothing.
    dragStore.setState(idle, true);
    return ended;
  }

  /** Swallows the click that the browser sends after a drag. */
  function swallowClick(): void {
    const swallow = (event: MouseEvent): void => {
      event.stopPropagation();
      event.preventDefault();
    };
    window.addEventListener('click', swallow, { capture: true, once: true });
    window.setTimeout(() => window.removeEventListener('click', swallow, true), 0);
  }

  function onDown(event: PointerEvent): void {
    if (event.button !== 0 || press || !(event.target instanceof Element)) return;
    const source = sourceAt(event.target, root);
    if (!source) return;
    // On a small screen there is no room to aim, so a press on a card pans the picture.
    if (isSmallScreen() && (event.pointerType === 'touch' || source.type !== 'palette')) return;
    const from = { x: event.clientX, y: event.clientY };
    press = {
      source,
      element: event.target.closest('[data-service], [data-tap]'),
      pointer: event.pointerId,
      from,
      aim: null,
      last: from,
      shift: event.shiftKey,
      alt: event.altKey,
      full: false,
    };
  }

  function onMove(event: PointerEvent): void {
    const current = press;
    if (!current || event.pointerId !== current.pointer) return;
    current.last = { x: event.clientX, y: event.clientY };
    current.shift = event.shiftKey;
    current.alt = event.altKey;
    if (!current.aim) {
      if (Math.hypot(current.last.x - current.from.x, current.last.y - current.from.y) < dragThreshold)
        return;
      begin(current);
    }
    movePointerTo(current.last.x, current.last.y);
    panning.follow(current.last);
    look(current);
  }

  function onUp(event: PointerEvent): void {
    if (!press || event.pointerId !== press.pointer) return;
    const { outcome, target } = dragStore.getState();
    const ended = end();
    if (!ended?.aim) return;
    swallowClick();
    if (!outcome) return;
    const { source } = ended;
    // Within its own lane nothing changes in the file, but the card may get another cell.
    if (outcome.type === 'nothing' && source.type === 'card' && target?.kind === 'lane') {
      const slot = cellAt(layoutStore.getState().scene, source.service, toPicture(ended.last));
      if (slot !== null) {
        pinCard(source.service, slot);
        return;
      }
    }
    finishDrop(source, outcome, ended.last.x, ended.last.y);
  }

  function onKey(event: KeyboardEvent): void {
    if (!press?.aim) return;
    if (event.type === 'keydown' && event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      end();
      swallowClick();
      return;
    }
    if (event.type === 'keydown' && (event.key.toLowerCase() === 'd' || event.key === '?')) {
      event.stopPropagation();
      event.preventDefault();
      press.full = !press.full;
    }
    press.shift = event.shiftKey;
    press.alt = event.altKey;
    look(press);
  }

  /** Prevents the browser's own drag, which would cancel the pointer. */
  function onNativeDrag(event: DragEvent): void {
    const element = event.target instanceof Element ? event.target.closest('[data-palette]') : null;
    if (!element && !press) return;
    event.preventDefault();
    event.stopPropagation();
  }

  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  document.addEventListener('pointerdown', onDown, options);
  document.addEventListener('pointermove', onMove, options);
  document.addEventListener('pointerup', onUp, options);
  document.addEventListener('pointercancel', () => end(), options);
  document.addEventListener('dragstart', onNativeDrag, options);
  window.addEventListener('keydown', onKey, options);
  window.addEventListener('keyup', onKey, options);
  window.addEventListener('blur', () => end(), { signal: stop.signal });
  return () => {
    end();
    stop.abort();
  };
}
