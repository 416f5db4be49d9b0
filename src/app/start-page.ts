import { unsavedFiles } from '../state/files/unsaved-files.ts';
import { filesStore, sessionStore } from '../state/page-stores.ts';
import { bringBackDraft, startDrafts } from './draft/start-drafts.ts';
import { isServedLocally } from './local-file/local-project.ts';
import { openLocalProject } from './local-file/open-local-project.ts';
import { startOffline } from './offline/start-offline.ts';
import { openLink } from './share/open-link.ts';

/** What the page does beside showing itself: drafts from before, a link in the address, the question when it closes. */
export async function startPage(): Promise<void> {
  keepHomes();
  guardUnsaved();
  startDrafts();
  if (isServedLocally(document)) {
    await openLocalProject();
    await bringBackDraft();
    return;
  }
  window.addEventListener('hashchange', () => void openLink());
  await openLink();
  await bringBackDraft();
  await startOffline();
}

/** Forgets where the files of the project before live as soon as another one is open. */
export function keepHomes(): void {
  sessionStore.subscribe((now, before) => {
    if (now.opening !== before.opening) filesStore.getState().clear();
  });
}

/** Closing the page asks while something is neither saved nor downloaded, and only then. */
export function guardUnsaved(): void {
  let listening = false;
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  function follow(): void {
    const unsaved = unsavedFiles(sessionStore.getState().session, filesStore.getState().taken).length > 0;
    if (unsaved === listening) return;
    listening = unsaved;
    // Without the listener the browser may keep the page for going back to it.
    if (unsaved) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  }
  sessionStore.subscribe(follow);
  filesStore.subscribe(follow);
  follow();
}
