import { uiStore } from '../../state/page-stores.ts';

function cardElement(root: ParentNode, service: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-service="${CSS.escape(service)}"]`);
}

/** Moves the focus to a card; one that is out of view is brought there first and focused when it is drawn. */
export function focusCard(root: ParentNode, service: string): void {
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
