import type { KeyboardEvent, MouseEvent } from 'react';
import { isSelected } from '../../state/selection.ts';
import { sessionStore } from '../../state/session-store.ts';
import { uiStore } from '../../state/ui-store.ts';
import { openMenu } from '../menu/menu-store.ts';
import { pictureOf } from '../picture/picture-of.ts';
import { canvasAnalysis } from '../view/canvas-analysis.ts';
import { carryOut } from '../view/carry-out.ts';
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

/** Click on a card: selects it, or adds it to the selection. */
export function onCardClick(event: MouseEvent, service: string): void {
  event.stopPropagation();
  const { select, toggleSelect } = uiStore.getState();
  const item = { type: 'service', name: service } as const;
  if (event.shiftKey || event.ctrlKey || event.metaKey) toggleSelect(item);
  else select([item]);
}

function showPlaces(element: HTMLElement, service: string): void {
  const analysis = canvasAnalysis(sessionStore.getState());
  const { left, bottom } = element.getBoundingClientRect();
  const items = [
    ...placeMenuItems(analysis, pictureOf(analysis), service, left, bottom),
    ...joinItems(analysis, service, left, bottom),
  ];
  openMenu({ title: `Where should ${service} go?`, items, x: left, y: bottom + 4 });
}

/** Enter selects, Delete removes, m opens the places, arrows go to the next card. */
export function onCardKey(event: KeyboardEvent<HTMLElement>, service: string): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = directions.get(event.key);
  if (direction) {
    const next = neighbourCard(pictureOf(canvasAnalysis(sessionStore.getState())), service, direction);
    const root = event.currentTarget.closest('.bh-canvas');
    if (next !== null && root) focusCard(root, next);
  } else if (event.key === 'Enter' || event.key === ' ') {
    uiStore.getState().select([{ type: 'service', name: service }]);
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    const { selection } = uiStore.getState();
    // One of several selected: the page's own command deletes them all, as one step.
    if (selection.length > 1 && isSelected(selection, { type: 'service', name: service })) return;
    carryOut([{ type: 'remove-service', service }], `Remove ${service}`);
  } else if (event.key === 'm' || event.key === 'M') {
    showPlaces(event.currentTarget, service);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
