import { heldParts, holdParts } from './late-parts.ts';
import { sessionStore } from './session-store.ts';

let loading: Promise<void> | null = null;

async function fetchParts(): Promise<void> {
  const { allParts } = await import('./all-parts.ts');
  holdParts(allParts);
  sessionStore.getState().findAgain();
}

/** Fetches what planning, previews and rules need; the open file is then judged. Resolves at once where they are held. */
export function loadParts(): Promise<void> {
  if (heldParts() !== null) return Promise.resolve();
  // What could not be fetched, over a connection that broke, is asked for again.
  loading ??= fetchParts().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
