import type { DraftHealth } from '../state/drafts/draft.ts';
import { unsavedFiles } from '../state/files/files-store.ts';
import { draftAutosave, draftStatusStore, filesStore, uiStore, workStore } from '../state/page-stores.ts';
import { isOfHost } from '../state/ui/overlay.ts';
import { everyStack } from '../state/work/fleet.ts';
import { unfoldedId } from '../state/work/selectors.ts';
import { isServedLocally } from './local-file/local-project.ts';
import { openLocalProject } from './local-file/open-local-project.ts';
import { openLink } from './share/open-link.ts';

/** Starts the page: restores drafts, opens a link in the address, and guards against closing with unsaved work. */
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

/** Drops the file handles of the last project when another one is opened; unfolding a stack does not count. */
function keepHomes(): void {
  workStore.subscribe((now, before) => {
    if (now.opening !== before.opening) filesStore.getState().clear();
  });
}

/** True where open work is neither saved nor downloaded. */
function isUnsaved(): boolean {
  const { taken } = filesStore.getState();
  return everyStack(workStore.getState()).some(
    ({ unsaved, session }) => unsaved && unsavedFiles(session, taken).length > 0,
  );
}

/** Has the browser ask before the page closes with unsaved work. */
function guardUnsaved(): void {
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
  workStore.subscribe(follow);
  filesStore.subscribe(follow);
  follow();
}

/** Clears the selection when another stack is unfolded, and any overlay that the map does not have. */
function followUnfolded(): void {
  workStore.subscribe((now, before) => {
    if (unfoldedId(now) === unfoldedId(before) || now.opening !== before.opening) return;
    const { overlay, select, showFile, showOverlay } = uiStore.getState();
    select([]);
    if (overlay !== null && !isOfHost(overlay)) showOverlay(null);
    showFile(null);
  });
}

const warnings: { readonly [health in Exclude<DraftHealth, 'kept'>]: string } = {
  refused:
    'This browser refuses to store anything here: work that is not saved is lost when the page closes. Save or download it.',
  full: 'The storage of this browser is full: the last changes are not stored as a draft. Save or download them.',
};

const seenLeftOut =
  'The record of what was seen has more than 1 MB, and is not kept with the draft. Drop it again after a reload.';

/** True where a project, a host or a fleet is open. */
function isOpen(): boolean {
  return everyStack(workStore.getState()).length > 0;
}

function hasChanges(): boolean {
  return everyStack(workStore.getState()).some(({ unsaved }) => unsaved);
}

/** Restores the last unsaved work where nothing else was opened; otherwise offers it. */
async function bringBackDraft(): Promise<void> {
  await draftAutosave.findOtherDrafts();
  const { earlier, elsewhere, unreadable } = draftStatusStore.getState();
  const unsaved = (earlier ?? []).filter(({ aside }) => !aside);
  const { toast } = uiStore.getState();
  for (const draft of unsaved.filter(({ id }) => !elsewhere.has(id))) {
    if (isOpen()) {
      toast(`${draft.name} has unsaved changes from earlier. They are stored.`, 'info', 'recent');
      return;
    }
    if (!(await draftAutosave.restore(draft))) continue;
    const time = new Date(draft.savedAt).toLocaleString();
    toast(`Your unsaved work on ${draft.name} is back, as of ${time}.`, 'success', 'put-aside');
    return;
  }
  const [there] = unsaved;
  if (there !== undefined) toast(`${there.name} is being worked on in another tab.`, 'info', 'recent');
  else if (unreadable > 0) toast('Earlier work cannot be read.', 'error', 'recent');
}

/** Stores drafts from now on, the last one when the page closes. */
function startDrafts(): void {
  let reported: DraftHealth = 'kept';
  /** Reports once that work is not stored, and once that it is stored again. */
  function reportHealth(): void {
    const { health } = draftStatusStore.getState();
    if (health === reported || (health !== 'kept' && !hasChanges())) return;
    reported = health;
    const { toast } = uiStore.getState();
    if (health === 'kept') toast('Drafts are stored again.', 'success');
    else toast(warnings[health], 'error');
  }
  draftAutosave.start();
  draftStatusStore.subscribe(reportHealth);
  draftStatusStore.subscribe(({ observedLeftOut }, before) => {
    if (observedLeftOut && !before.observedLeftOut) uiStore.getState().toast(seenLeftOut, 'info');
  });
  workStore.subscribe(reportHealth);
  filesStore.subscribe((now, before) => {
    if (now.taken !== before.taken) draftAutosave.renew();
  });
  // A file may have been opened and changed before this was fetched.
  if (isOpen()) draftAutosave.renew();
  const flush = () => void draftAutosave.flush();
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flush);
}

// The page without a network: a service worker keeps what the page is made of. A newer one waits until the person wants it.

/** True where a service worker may serve the page; never in tests or with `bulkhead open`, which must not get an old cache. */
function wantsWorker(): boolean {
  const asked = new URLSearchParams(window.location.search);
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || asked.has('no-sw')) return false;
  return !navigator.webdriver || asked.has('sw');
}

function offerNewer(): void {
  uiStore.getState().toast('A newer version of Bulkhead is available.', 'info', 'update');
}

/** Offers an installed worker. One function, so that a worker is listened to once. */
function offerInstalled({ target }: Event): void {
  // Without a controller it is the first one, and nothing changes.
  if (
    target instanceof ServiceWorker &&
    target.state === 'installed' &&
    navigator.serviceWorker.controller !== null
  )
    offerNewer();
}

/** Registers the service worker, and offers a waiting newer one. */
async function startOffline(): Promise<void> {
  if (!wantsWorker()) return;
  try {
    const registration = await navigator.serviceWorker.register('./sw.js');
    if (registration.waiting !== null) offerNewer();
    registration.addEventListener('updatefound', () =>
      registration.installing?.addEventListener('statechange', offerInstalled),
    );
    // One that the browser found before this page listened.
    registration.installing?.addEventListener('statechange', offerInstalled);
  } catch {
    // The browser or its settings refuse it: the page works as long as there is a network.
  }
}
