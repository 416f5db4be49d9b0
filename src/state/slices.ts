import { pause } from './pause.ts';

/** Milliseconds after which somebody else gets a turn: a page that answers within 100 feels as if it never stopped. */
const turn = 25;

/** To be awaited between the steps of long work on the page: lets others have their turn where the last one was long ago. */
export function createSlices(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < turn) return;
    await pause();
    began = performance.now();
  };
}
