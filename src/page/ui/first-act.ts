// The first act of a person on the page. What no first screen shows is fetched then: whoever only looks waits for nothing else.

const acts = [
  ...['pointermove', 'pointerdown', 'click', 'wheel', 'touchstart'],
  ...['keydown', 'focusin', 'input', 'change', 'paste', 'dragenter', 'drop'],
];

let first = Promise.resolve();
let tell: () => void = () => {};

/** Has `firstAct` resolve when a person first points, types, drags or pastes, or at `noteAct`; without this it resolves at once. */
export function awaitFirstAct(): void {
  first = new Promise((resolve) => {
    const stop = new AbortController();
    tell = () => {
      stop.abort();
      resolve();
    };
    for (const type of acts)
      window.addEventListener(type, tell, { capture: true, passive: true, signal: stop.signal });
  });
}

/** Resolves once somebody is there. */
export function firstAct(): Promise<void> {
  return first;
}

/** Takes what opens by itself for the act of a person. */
export function noteAct(): void {
  tell();
}
