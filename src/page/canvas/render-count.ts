// Counts renders and mounts of cards and shows both on the canvas root, so that a test can assert what one change costs. A card that
// comes into view is mounted without any change to it, so mounts are counted apart.

import { createStore } from 'zustand/vanilla';

const cardCounts = createStore(() => ({ renders: 0, mounts: 0 }));

/** Counts a render of a card, including the first; called in an effect. */
export function countRender(): void {
  cardCounts.setState(({ renders }) => ({ renders: renders + 1 }));
}

/** Counts a mount of a card; called in an effect. */
export function countMount(): void {
  cardCounts.setState(({ mounts }) => ({ mounts: mounts + 1 }));
}

/** Shows the counts as `data-card-renders` and `data-card-mounts` of an element; returns a function that stops it. */
export function followRenderCount(element: HTMLElement): () => void {
  function show(): void {
    const { renders, mounts } = cardCounts.getState();
    element.dataset.cardRenders = String(renders);
    element.dataset.cardMounts = String(mounts);
  }
  show();
  return cardCounts.subscribe(show);
}
