// Counts renders and mounts of cards and shows both on the canvas root, so that a test can assert what one change costs.
// A card that comes into view mounts: that is no change of a card.

const counts = { renders: 0, mounts: 0 };
let root: HTMLElement | null = null;

function show(): void {
  if (!root) return;
  root.dataset.cardRenders = String(counts.renders);
  root.dataset.cardMounts = String(counts.mounts);
}

/** The element that carries `data-card-renders` and `data-card-mounts`; null when the canvas goes away. */
export function showRendersOn(element: HTMLElement | null): void {
  root = element;
  show();
}

/** To be called in an effect of a card, once per render; the first one counts as well. */
export function countRender(): void {
  counts.renders++;
  show();
}

/** To be called in an effect of a card, once per mount. */
export function countMount(): void {
  counts.mounts++;
  show();
}
