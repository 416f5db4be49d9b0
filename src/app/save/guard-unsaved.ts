import { unsavedFiles } from '../../state/files/unsaved-files.ts';
import { filesStore, sessionStore } from '../../state/page-stores.ts';

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
