import { isChanged } from '../../core/session/session-files.ts';
import type { DraftHealth } from '../../state/drafts/draft.ts';
import {
  draftAutosave,
  draftStatusStore,
  filesStore,
  hostStore,
  sessionStore,
  uiStore,
} from '../../state/page-stores.ts';

const warnings: { readonly [health in Exclude<DraftHealth, 'kept'>]: string } = {
  refused:
    'This browser refuses to store anything here: work that is not saved is lost when the page closes. Save or download it.',
  full: 'The storage of this browser is full: the last changes are not kept as a draft. Save or download them.',
};

/** Whether a project or a host is open. */
function isOpen(): boolean {
  return sessionStore.getState().session !== null || hostStore.getState().stacks.length > 0;
}

function hasChanges(): boolean {
  const { session } = sessionStore.getState();
  const { stacks } = hostStore.getState();
  return stacks.some(({ unsaved }) => unsaved) || (session !== null && isChanged(session));
}

/** Restores the last unsaved work where nothing else was opened; otherwise offers it. */
export async function bringBackDraft(): Promise<void> {
  await draftAutosave.look();
  const { earlier, elsewhere, unreadable } = draftStatusStore.getState();
  const unsaved = (earlier ?? []).filter(({ aside }) => !aside);
  const { toast } = uiStore.getState();
  for (const draft of unsaved.filter(({ id }) => !elsewhere.has(id))) {
    if (isOpen()) {
      toast(`${draft.name} from before has unsaved changes. They are kept.`, 'info', 'recent');
      return;
    }
    if (!(await draftAutosave.restore(draft))) continue;
    const time = new Date(draft.savedAt).toLocaleString();
    toast(`Your unsaved work on ${draft.name} is back, as of ${time}.`, 'success', 'put-aside');
    return;
  }
  const [there] = unsaved;
  if (there !== undefined) toast(`${there.name} is being worked on in another tab.`, 'info', 'recent');
  else if (unreadable > 0) toast('There is earlier work that cannot be read.', 'error', 'recent');
}

/** Stores drafts from now on, and writes the last one when the page goes. */
export function startDrafts(): void {
  let reported: DraftHealth = 'kept';
  /** Reports once that work is not stored, as soon as there is some, and once that it is stored again. */
  function reportHealth(): void {
    const { health } = draftStatusStore.getState();
    if (health === reported || (health !== 'kept' && !hasChanges())) return;
    reported = health;
    const { toast } = uiStore.getState();
    if (health === 'kept') toast('Drafts are kept again.', 'success');
    else toast(warnings[health], 'error');
  }
  draftAutosave.start();
  draftStatusStore.subscribe(reportHealth);
  sessionStore.subscribe(reportHealth);
  hostStore.subscribe(reportHealth);
  filesStore.subscribe((now, before) => {
    if (now.taken !== before.taken) draftAutosave.renew();
  });
  // A file may have been opened and changed before this was fetched.
  if (isOpen()) draftAutosave.renew();
  const flush = () => void draftAutosave.flush();
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flush);
}
