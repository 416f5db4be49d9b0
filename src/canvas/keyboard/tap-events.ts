import type { KeyboardEvent, MouseEvent } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { isSelected } from '../../state/selection.ts';
import { carryOut } from '../view/carry-out.ts';

/** Takes one membership away; the last one is refused with its choices. */
export function detachTap(service: string, network: string): void {
  carryOut([{ type: 'detach', service, network, last: null }], `Detach ${service} from ${network}`);
}

/** Click on a tap: selects it. */
export function onTapClick(event: MouseEvent, service: string, network: string): void {
  event.stopPropagation();
  const { select, toggleSelect } = uiStore.getState();
  const item = { type: 'tap', service, network } as const;
  if (event.shiftKey || event.ctrlKey || event.metaKey) toggleSelect(item);
  else select([item]);
}

/** Enter selects, Delete detaches. */
export function onTapKey(event: KeyboardEvent, service: string, network: string): void {
  if (event.target !== event.currentTarget) return;
  if (event.key === 'Enter' || event.key === ' ') {
    uiStore.getState().select([{ type: 'tap', service, network }]);
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    const { selection } = uiStore.getState();
    // One of several selected: left to the page's own command, as for cards.
    if (selection.length > 1 && isSelected(selection, { type: 'tap', service, network })) return;
    detachTap(service, network);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
