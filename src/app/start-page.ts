import { bringBackDraft, startDrafts } from './draft/start-drafts.ts';
import { isServedLocally } from './local-file/local-project.ts';
import { openLocalProject } from './local-file/open-local-project.ts';
import { startOffline } from './offline/start-offline.ts';
import { guardUnsaved } from './save/guard-unsaved.ts';
import { keepHomes } from './save/keep-homes.ts';
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
