import { unsavedFiles } from '../state/files/unsaved-files.ts';
import { openWork } from '../state/host/stack-work.ts';
import { filesStore, hostStore, sessionStore, uiStore } from '../state/page-stores.ts';
import { bringBackDraft, startDrafts } from './draft/start-drafts.ts';
import { isServedLocally } from './local-file/local-project.ts';
import { openLocalProject } from './local-file/open-local-project.ts';
import { startOffline } from './offline/start-offline.ts';
import { openLink } from './share/open-link.ts';

/** What the page does beside showing itself: drafts from before, a link in the address, the question when it closes. */
export async function startPage(): Promise<void> {
  keepHomes();
  guardUnsaved();
  followUnfolded();
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

/** Forgets the homes of the project before as soon as another one is opened; unfolding another stack does not count as opening. */
export function keepHomes(): void {
  let known = openWork(sessionStore, hostStore);
  function follow(): void {
    const open = openWork(sessionStore, hostStore);
    if (open === known) return;
    known = open;
    filesStore.getState().clear();
  }
  sessionStore.subscribe(follow);
  hostStore.subscribe(follow);
}

/** Whether something of what is open is neither saved nor downloaded. */
function isUnsaved(): boolean {
  const { taken } = filesStore.getState();
  const { stacks } = hostStore.getState();
  if (stacks.length === 0) return unsavedFiles(sessionStore.getState().session, taken).length > 0;
  return stacks.some(({ unsaved, session }) => unsaved && unsavedFiles(session, taken).length > 0);
}

/** Closing the page asks while something is neither saved nor downloaded, and only then. */
export function guardUnsaved(): void {
  let listening = false;
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  function follow(): void {
    const unsaved = isUnsaved();
    if (unsaved === listening) return;
    listening = unsaved;
    // With the listener installed the browser may not keep the page for its back button, so it is there only while needed.
    if (unsaved) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  }
  sessionStore.subscribe(follow);
  hostStore.subscribe(follow);
  filesStore.subscribe(follow);
  follow();
}

/** Ends the selection: it belonged to the stack that was unfolded before. */
function followUnfolded(): void {
  hostStore.subscribe((now, before) => {
    if (now.unfolded === before.unfolded || now.opening !== before.opening) return;
    const { select, showFile, showOverlay } = uiStore.getState();
    select([]);
    showOverlay(null);
    showFile(null);
  });
}
