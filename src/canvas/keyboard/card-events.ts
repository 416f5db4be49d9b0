import type { KeyboardEvent, MouseEvent } from 'react';
import { cellBeside } from '../../core/layout/cell-at.ts';
import { sessionStore, uiStore } from '../../state/page-stores.ts';
import { isSelected } from '../../state/selection.ts';
import { openMenu } from '../menu/menu-store.ts';
import { currentPicture } from '../picture/current-picture.ts';
import { canvasAnalysis } from '../view/canvas-analysis.ts';
import { carryOut } from '../view/carry-out.ts';
import { pinCard, togglePin } from '../view/pin-card.ts';
import { focusCard } from './focus-card.ts';
import { joinItems } from './join-items.ts';
import { type Direction, neighbourCard } from './neighbour-card.ts';
import { placeMenuItems } from './place-menu.ts';

const directions: ReadonlyMap<string, Direction> = new Map([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
]);

const steps: { readonly [direction in Direction]: readonly [subs: number, rows: number] } = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** Click on a card: selects it, or adds it to the selection. */
export function onCardClick(event: MouseEvent, service: string): void {
  event.stopPropagation();
  const { select, toggleSelect } = uiStore.getState();
  const item = { type: 'service', name: service } as const;
  if (event.shiftKey || event.ctrlKey || event.metaKey) toggleSelect(item);
  else select([item]);
}

/** The menu of every place that a card can go to. */
export function showPlaces(element: HTMLElement, service: string): void {
  const analysis = canvasAnalysis(sessionStore.getState());
  const { left, bottom } = element.getBoundingClientRect();
  const items = [
    ...placeMenuItems(analysis, currentPicture(), service, left, bottom),
    ...joinItems(analysis, service, left, bottom),
  ];
  openMenu({ title: `Where should ${service} go?`, items, x: left, y: bottom + 4 });
}

/** Enter selects, with Shift beside others; Delete removes, m opens the places, p pins or lets go, arrows go to the next card, with Shift they move this one. */
export function onCardKey(event: KeyboardEvent<HTMLElement>, service: string): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = directions.get(event.key);
  if (direction && event.shiftKey) {
    pinCard(service, cellBeside(currentPicture(), service, ...steps[direction]));
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (direction) {
    const next = neighbourCard(currentPicture(), service, direction);
    const root = event.currentTarget.closest('.bh-canvas');
    if (next !== null && root) focusCard(root, next);
  } else if (event.key === 'Enter' || event.key === ' ') {
    const item = { type: 'service', name: service } as const;
    if (event.shiftKey) uiStore.getState().toggleSelect(item);
    else uiStore.getState().select([item]);
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    const { selection } = uiStore.getState();
    // One of several selected: the page's own command deletes them all, as one step.
    if (selection.length > 1 && isSelected(selection, { type: 'service', name: service })) return;
    carryOut([{ type: 'remove-service', service }], `Remove ${service}`);
  } else if (event.key === 'p' || event.key === 'P') {
    togglePin(service, currentPicture().slots.get(service) ?? null);
  } else if (event.key === 'm' || event.key === 'M') {
    showPlaces(event.currentTarget, service);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
