import { filesStore, sessionStore } from '../../state/page-stores.ts';

/** Forgets where the files of the project before live as soon as another one is open. */
export function keepHomes(): void {
  sessionStore.subscribe((now, before) => {
    if (now.opening !== before.opening) filesStore.getState().clear();
  });
}
