// The one drag of the page, on pointer events: cards, taps, new taps and palette items. A press without movement is a click and is left
// to the element; Escape cancels the drag.

import { cardAt, cellAt } from '../../../core/layout/hit-test.ts';
import type { Point } from '../../../core/layout/scene.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { type PaletteKind, paletteItems } from '../../state/palette/palette-items.ts';
import { isSmallScreen } from '../../state/ui/small-screen.ts';
import { canvasAnalysis, layoutStore } from '../picture/layout-controller.ts';
import { type Aim, createAim } from './aim.ts';
import { dragStore, idle } from './drag-store.ts';
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
const holdToJoin = 600;
const tremble = 4;

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
  /** The card under the pointer for long enough to join it. */
  held: string | null;
  stillAt: Point;
  timer: number;
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

  /** Returns the card under the pointer, except at its rim, which counts as the zone of its lane. */
  function coreCard(point: Point): string | null {
    const at = toPicture(point);
    const card = cardAt(layoutStore.getState().scene, at);
    if (!card) return null;
    const { rect } = card;
    const inCore =
      Math.abs(at.x - rect.x - rect.width / 2) < rect.width / 4 &&
      Math.abs(at.y - rect.y - rect.height / 2) < rect.height / 3;
    return inCore ? card.service : null;
  }

  function joins(current: Press): boolean {
    if (current.source.type === 'palette')
      return current.source.kind === 'monitor' || current.alt || current.held !== null;
    return current.source.type === 'card' && (current.alt || current.held !== null);
  }

  function look(current: Press): void {
    if (!current.aim) return;
    const box = root.getBoundingClientRect();
    const { x, y } = current.last;
    const over = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    const rail = over ? null : railAt(x, y);
    const onRail = rail === null ? null : current.aim.atRail(rail);
    const next =
      onRail ??
      (over
        ? current.aim.at(toPicture(current.last), current.shift, joins(current))
        : { target: null, outcome: null, preview: null, notes: [], splitLane: null });
    const shown = dragStore.getState();
    const same = shown.target === next.target && shown.outcome === next.outcome;
    if (same && shown.preview === next.preview && shown.source === current.source) return;
    dragStore.setState({ source: current.source, ...next });
  }

  function watchHold(current: Press): void {
    const travelled = Math.hypot(current.last.x - current.stillAt.x, current.last.y - current.stillAt.y);
    const card = coreCard(current.last);
    if (current.held !== null && card !== current.held) current.held = null;
    if (travelled <= tremble && current.timer !== 0) return;
    window.clearTimeout(current.timer);
    current.stillAt = current.last;
    current.timer = window.setTimeout(() => {
      if (press !== current || !current.aim) return;
      current.held = coreCard(current.last);
      look(current);
    }, holdToJoin);
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
    if (ended) window.clearTimeout(ended.timer);
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
      held: null,
      stillAt: from,
      timer: 0,
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
    watchHold(current);
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
