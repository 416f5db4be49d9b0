// The card that is pointed at, or that the keyboard is on. One layer of the canvas follows it; no card renders for it.

import { createStore } from 'zustand/vanilla';

interface Pointed {
  /** The service under the pointer, of a pile its first; null for none. */
  readonly service: string | null;
}

/** The card of the page's canvas under the pointer. */
export const pointedStore = createStore<Pointed>()(() => ({ service: null }));

function point(service: string | null): void {
  if (pointedStore.getState().service !== service) pointedStore.setState({ service });
}

/** Returns the service of the card or pile that an element belongs to; null for none. */
function serviceAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  const at = target.closest('[data-service], [data-leader]');
  return at?.getAttribute('data-service') ?? at?.getAttribute('data-leader') ?? null;
}

/** Follows mouse, pen and keyboard over the cards inside `root`; returns a function that stops it. */
export function followPointed(root: HTMLElement): () => void {
  // The card with the keyboard focus; it is highlighted again when the pointer leaves the other cards.
  let focused: string | null = null;
  // Where a button was released last: a card that comes to lie there, as of a file that was opened by it, is not pointed at.
  let released = { x: Number.NaN, y: Number.NaN };
  let unmoved = false;
  function onOver(event: PointerEvent): void {
    // A finger does not hover, and a pressed button means a drag.
    if (event.pointerType === 'touch' || event.buttons !== 0) return;
    unmoved = event.clientX === released.x && event.clientY === released.y;
    if (!unmoved) point(serviceAt(event.target) ?? focused);
  }
  function onMove(event: PointerEvent): void {
    if (unmoved) onOver(event);
  }
  function onUp({ target, clientX, clientY }: PointerEvent): void {
    // What was pressed in the picture was pointed at before.
    if (!(target instanceof Node && root.contains(target))) released = { x: clientX, y: clientY };
  }
  function onFocus({ target }: FocusEvent): void {
    focused = target instanceof Element && target.matches(':focus-visible') ? serviceAt(target) : null;
    point(focused);
  }
  function onBlur(): void {
    focused = null;
    point(null);
  }
  const onLeave = (): void => point(focused);
  root.addEventListener('pointerover', onOver);
  root.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp, true);
  root.addEventListener('pointerleave', onLeave);
  root.addEventListener('focusin', onFocus);
  root.addEventListener('focusout', onBlur);
  return () => {
    root.removeEventListener('pointerover', onOver);
    root.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp, true);
    root.removeEventListener('pointerleave', onLeave);
    root.removeEventListener('focusin', onFocus);
    root.removeEventListener('focusout', onBlur);
    point(null);
  };
}
