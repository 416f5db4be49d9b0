// Where the keyboard focus goes when the element that had it goes away.

import type { Selected } from '../state/ui/selection.ts';
import type { UiStore } from '../state/ui/ui-store.ts';

function selectorOf(item: Selected): string {
  switch (item.type) {
    case 'service':
      return `[data-service="${CSS.escape(item.name)}"]`;
    case 'network':
      return `[data-network="${CSS.escape(item.name)}"]`;
    case 'tap':
      return `[data-tap="${CSS.escape(`${item.service} ${item.network}`)}"]`;
  }
}

/** Focuses the selected item in the picture, or the picture as a whole. */
export function focusPicture(ui: UiStore): void {
  const picture = document.getElementById('canvas');
  const [first] = ui.getState().selection;
  const drawn = first === undefined ? null : picture?.querySelector<HTMLElement>(selectorOf(first));
  (drawn ?? picture)?.focus({ preventScroll: true });
}
