// What clicks and keys do on a card, a lane and a tap.

import type { KeyboardEvent, MouseEvent } from 'react';
import { cellBeside } from '../../../core/layout/hit-test.ts';
import type { Scene, SceneCard } from '../../../core/layout/scene.ts';
import type { LaneView } from '../../../core/picture/lane-view.ts';
import { uiStore } from '../../state/page-stores.ts';
import { isSelected, type Selected } from '../../state/ui/selection.ts';
import { operateAndAnnounce, pinCard, togglePin } from '../drag/finish-drop.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { showPlaces } from './card-menu.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const centre = ({ rect }: SceneCard) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

/** Returns the nearest card in a direction; sideways distance counts three times. */
export function neighbourCard(scene: Scene, service: string, direction: Direction): string | null {
  const ownCard = scene.cards.find((card) => card.service === service);
  if (!ownCard) return null;
  const from = centre(ownCard);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const card of scene.cards) {
    if (card === ownCard) continue;
    const { x, y } = centre(card);
    const horizontal = direction === 'left' || direction === 'right';
    const along = horizontal ? x - from.x : y - from.y;
    const ahead = direction === 'left' || direction === 'up' ? -along : along;
    const across = Math.abs(horizontal ? y - from.y : x - from.x);
    if (ahead < 1) continue;
    const distance = ahead + across * 3;
    if (distance < bestDistance) {
      best = card.service;
      bestDistance = distance;
    }
  }
  return best;
}

/** Selects on a click; with a modifier toggles the item. */
function selectOnClick(event: MouseEvent, item: Selected): void {
  event.stopPropagation();
  const { select, toggleSelect } = uiStore.getState();
  if (event.shiftKey || event.ctrlKey || event.metaKey) toggleSelect(item);
  else select([item]);
}

/** True when `item` is one of several selected: Delete is then the page's command, which removes all in one step. */
function isOneOfSeveral(item: Selected): boolean {
  const { selection } = uiStore.getState();
  return selection.length > 1 && isSelected(selection, item);
}

function isDelete({ key }: KeyboardEvent): boolean {
  return key === 'Delete' || key === 'Backspace';
}

function isSelect({ key }: KeyboardEvent): boolean {
  return key === 'Enter' || key === ' ';
}

/** Selects an item, or moves on into the inspector when it is already the only selected one. */
function selectOrEnter(item: Selected): void {
  const { selection, select, callInspector } = uiStore.getState();
  if (selection.length === 1 && isSelected(selection, item)) callInspector();
  else select([item]);
}

function cardElement(root: ParentNode, service: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-service="${CSS.escape(service)}"]`);
}

/** Moves the focus to a card; one out of view is brought into view first and focused when it is drawn. */
function focusCard(root: ParentNode, service: string): void {
  const element = cardElement(root, service);
  if (element) {
    element.focus({ preventScroll: true });
    return;
  }
  uiStore.getState().focus({ type: 'service', name: service });
  requestAnimationFrame(() =>
    requestAnimationFrame(() => cardElement(root, service)?.focus({ preventScroll: true })),
  );
}

/** Removes one membership; removing the last one is refused with choices. */
export function detachTap(service: string, network: string): void {
  operateAndAnnounce([{ type: 'detach', service, network, last: null }], `Detach ${service} from ${network}`);
}

/** Handles a click on a tap. */
export function onTapClick(event: MouseEvent, service: string, network: string): void {
  selectOnClick(event, { type: 'tap', service, network });
}

/** Handles keys on a tap: Enter selects it, Delete detaches it. */
export function onTapKey(event: KeyboardEvent, service: string, network: string): void {
  if (event.target !== event.currentTarget) return;
  const item = { type: 'tap', service, network } as const;
  if (isSelect(event)) {
    uiStore.getState().select([item]);
  } else if (isDelete(event)) {
    if (isOneOfSeveral(item)) return;
    detachTap(service, network);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

/** Handles a click on a lane, which selects its network; on any other place it clears the selection. */
export function onLaneClick(event: MouseEvent, view: LaneView): void {
  if (view.kind === 'network') {
    selectOnClick(event, { type: 'network', name: view.name });
    return;
  }
  event.stopPropagation();
  uiStore.getState().select([]);
}

/** Handles keys on a lane: Enter selects the network, then moves to the inspector; Delete removes its declaration. */
export function onLaneKey(event: KeyboardEvent, view: LaneView): void {
  if (event.target !== event.currentTarget || view.kind !== 'network') return;
  const item = { type: 'network', name: view.name } as const;
  if (isSelect(event)) {
    selectOrEnter(item);
  } else if (isDelete(event)) {
    if (isOneOfSeveral(item)) return;
    operateAndAnnounce(
      [{ type: 'remove-network', network: view.name, soleMembers: null }],
      `Remove network ${view.name}`,
    );
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

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

/** Handles a click on a card: selects it, or adds it to the selection. */
export function onCardClick(event: MouseEvent, service: string): void {
  selectOnClick(event, { type: 'service', name: service });
}

/**
 * Handles keys on a card: Enter selects it, then moves to the inspector, with Shift adds it; Delete removes it; m opens the places; p pins
 * or unpins it; arrows go to the next card, with Shift they move this one.
 */
export function onCardKey(event: KeyboardEvent<HTMLElement>, service: string): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const item = { type: 'service', name: service } as const;
  const direction = directions.get(event.key);
  if (direction && event.shiftKey) {
    pinCard(service, cellBeside(layoutStore.getState().scene, service, ...steps[direction]));
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (direction) {
    const next = neighbourCard(layoutStore.getState().scene, service, direction);
    const root = event.currentTarget.closest('.bh-canvas');
    if (next !== null && root) focusCard(root, next);
  } else if (isSelect(event)) {
    if (event.shiftKey) uiStore.getState().toggleSelect(item);
    else selectOrEnter(item);
  } else if (isDelete(event)) {
    if (isOneOfSeveral(item)) return;
    operateAndAnnounce([{ type: 'remove-service', service }], `Remove ${service}`);
  } else if (event.key === 'p' || event.key === 'P') {
    togglePin(service, layoutStore.getState().scene.slots.get(service) ?? null);
  } else if (event.key === 'm' || event.key === 'M') {
    showPlaces(event.currentTarget, service);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
