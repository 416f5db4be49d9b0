import { filesStore } from '../../state/files/files-store.ts';
import { sessionStore } from '../../state/session-store.ts';

/** Forgets where the files of the project before live as soon as another one is open. */
export function keepHomes(): void {
  sessionStore.subscribe((now, before) => {
    if (now.opening !== before.opening) filesStore.getState().clear();
  });
}
