// Whether a hand is at work on the picture. Nothing of the page moves between a press and the click that ends it, nor before a second click
// can no longer belong to the first.

import { createStore } from 'zustand/vanilla';

/** The time in which a second click belongs to the first one, in milliseconds. */
const doubleClick = 300;

interface Hand {
  /** True from a press on the picture until a second click can no longer belong to it. */
  readonly busy: boolean;
  /** True while the separator of a panel is dragged. */
  readonly parting: boolean;
}

export const handStore = createStore<Hand>()(() => ({ busy: false, parting: false }));

/** Writes that a separator is dragged, or let go. */
export function holdSeparator(parting: boolean): void {
  handStore.setState({ parting });
}

/** Follows the presses on the picture, which a click elsewhere ends, as on a menu; returns a function that stops it. */
export function followHand(picture: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pressed = false;
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  const onDown = (): void => {
    clearTimeout(timer);
    pressed = true;
    handStore.setState({ busy: true });
  };
  const onUp = (): void => {
    if (!pressed) return;
    pressed = false;
    timer = setTimeout(() => handStore.setState({ busy: false }), doubleClick);
  };
  const onClick = (event: Event): void => {
    if (event.target instanceof Node && picture.contains(event.target)) return;
    clearTimeout(timer);
    if (!pressed) handStore.setState({ busy: false });
  };
  picture.addEventListener('pointerdown', onDown, options);
  window.addEventListener('click', onClick, { signal: stop.signal });
  window.addEventListener('pointerup', onUp, options);
  window.addEventListener('pointercancel', onUp, options);
  return () => {
    clearTimeout(timer);
    stop.abort();
    handStore.setState({ busy: false });
  };
}

const rests = ({ busy, parting }: Hand): boolean => !busy && !parting;

/**
 * Calls `act` once no hand is at work on the picture or a separator, at once when none is; returns a function that takes the wish back.
 */
export function whenHandRests(act: () => void): () => void {
  if (rests(handStore.getState())) {
    act();
    return () => {};
  }
  const stop = handStore.subscribe((hand) => {
    if (!rests(hand)) return;
    stop();
    act();
  });
  return stop;
}
