import type { KeyboardEvent, MouseEvent } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { isSelected } from '../../state/selection.ts';
import type { LaneView } from '../picture/lane-view.ts';
import { carryOut } from '../view/carry-out.ts';

/** Click on a lane: selects its network; on any other place it takes the selection away. */
export function onLaneClick(event: MouseEvent, view: LaneView): void {
  event.stopPropagation();
  const { select, toggleSelect } = uiStore.getState();
  const item = { type: 'network', name: view.name } as const;
  if (view.kind !== 'network') select([]);
  else if (event.shiftKey || event.ctrlKey || event.metaKey) toggleSelect(item);
  else select([item]);
}

/** Enter selects the network, Delete removes its declaration. */
export function onLaneKey(event: KeyboardEvent, view: LaneView): void {
  if (event.target !== event.currentTarget || view.kind !== 'network') return;
  if (event.key === 'Enter' || event.key === ' ') {
    uiStore.getState().select([{ type: 'network', name: view.name }]);
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    const { selection } = uiStore.getState();
    // One of several selected: left to the page's own command, as for cards.
    if (selection.length > 1 && isSelected(selection, { type: 'network', name: view.name })) return;
    carryOut(
      [{ type: 'remove-network', network: view.name, soleMembers: null }],
      `Remove network ${view.name}`,
    );
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
