// The menu of a thing on the canvas: right click, long press, Shift F10 or the menu key.

import type { CommandContext } from '../../commands/command.ts';
import { type DropTarget, hitTest } from '../../core/layout/hit-test.ts';
import type { Point } from '../../core/layout/scene.ts';
import { uiStore } from '../../state/page-stores.ts';
import { isSelected } from '../../state/selection.ts';
import { openMenu } from '../menu/menu-store.ts';
import { currentPicture } from '../picture/current-picture.ts';
import { contextItems, placeOver, type Subject } from './context-items.ts';

/** What lies under a point of the picture for a thing that does not exist yet. */
export function targetAt(point: Point): DropTarget {
  return hitTest(currentPicture(), point, { service: null, lanes: new Set(), splits: false, join: false });
}

function subjectAt(element: Element): Subject {
  const tap = element.closest('[data-tap]')?.getAttribute('data-tap')?.split(' ') ?? [];
  const [service, network] = tap;
  if (service !== undefined && network !== undefined) return { type: 'tap', service, network };
  const card = element.closest('[data-service]')?.getAttribute('data-service');
  if (card) return { type: 'service', name: card };
  const lane = element.closest('[data-network]')?.getAttribute('data-network');
  return lane ? { type: 'network', name: lane } : { type: 'canvas' };
}

function titleOf(subject: Subject): string {
  switch (subject.type) {
    case 'service':
    case 'network':
      return subject.name;
    case 'tap':
      return `${subject.service} on ${subject.network}`;
    case 'canvas':
      return 'Canvas';
  }
}

/** Listens on the canvas until the returned function is called. */
export function startContextMenu(
  root: HTMLElement,
  context: CommandContext,
  toPicture: (point: Point) => Point,
): () => void {
  function show(element: HTMLElement, x: number, y: number): void {
    const subject = subjectAt(element);
    const { selection, select } = uiStore.getState();
    // Several selected ones stay so: the menu is then about all of them.
    if (subject.type === 'canvas') select([]);
    else if (!isSelected(selection, subject)) select([subject]);
    const place = placeOver(targetAt(toPicture({ x, y })));
    openMenu({ title: titleOf(subject), items: contextItems(context, subject, element, place, x, y), x, y });
  }

  function onContextMenu(event: MouseEvent): void {
    if (!(event.target instanceof HTMLElement || event.target instanceof SVGElement)) return;
    if (event.target.closest('input, .bh-overlay-legend, .bh-menu')) return;
    event.preventDefault();
    const element = event.target.closest<HTMLElement>('[data-service], [data-tap], [data-network]') ?? root;
    show(element, event.clientX, event.clientY);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    if (!(event.target instanceof HTMLElement)) return;
    event.preventDefault();
    const { left, top, height } = event.target.getBoundingClientRect();
    show(event.target, left + 20, top + Math.min(height, 40));
  }

  const stop = new AbortController();
  root.addEventListener('contextmenu', onContextMenu, { signal: stop.signal });
  root.addEventListener('keydown', onKey, { signal: stop.signal });
  return () => stop.abort();
}
