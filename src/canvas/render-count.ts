// Counts renders of cards and shows the number on the canvas root, so that a test can assert what one change costs.

let renders = 0;
let root: HTMLElement | null = null;

/** The element that carries `data-card-renders`; null when the canvas goes away. */
export function showRendersOn(element: HTMLElement | null): void {
  root = element;
  if (root) root.dataset.cardRenders = String(renders);
}

/** To be called in an effect of a card, once per render. */
export function countRender(): void {
  renders++;
  if (root) root.dataset.cardRenders = String(renders);
}
