import { wake } from '../state/awake.ts';
import { loadParts } from '../state/load-parts.ts';
import { sessionStore } from '../state/session-store.ts';

const longestWait = 1_500;
// Time for the cards to be painted first.
const paint = 30;
const signs = ['pointermove', 'pointerdown', 'keydown'] as const;

/** Fetches the rest of the page once there is a picture of a file, a sign of a person, or nothing else to do. */
export function wakePage(): void {
  const stop = new AbortController();
  function begin(): void {
    stop.abort();
    unsubscribe();
    clearTimeout(timer);
    wake();
    // Asked for again where it is needed; a connection that breaks now is no crash.
    void loadParts().catch(() => {});
  }
  const timer = setTimeout(begin, longestWait);
  const unsubscribe = sessionStore.subscribe(({ session }) => {
    if (session !== null) setTimeout(begin, paint);
  });
  for (const sign of signs)
    window.addEventListener(sign, begin, { capture: true, passive: true, signal: stop.signal });
}
