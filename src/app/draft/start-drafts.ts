import { isChanged } from '../../core/session/session-files.ts';
import type { DraftHealth } from '../../state/drafts/drafts-store.ts';
import { pageDrafts } from '../../state/drafts/page-drafts.ts';
import { draftsStore, filesStore, sessionStore, uiStore } from '../../state/page-stores.ts';

const warnings: { readonly [health in Exclude<DraftHealth, 'kept'>]: string } = {
  refused:
    'This browser refuses to store anything here: work that is not saved is lost when the page closes. Save or download it.',
  full: 'The storage of this browser is full: the last changes are not kept as a draft. Save or download them.',
};

let told: DraftHealth = 'kept';

/** Says once that work is not kept, as soon as there is some, and once that it is again. */
function tellHealth(): void {
  const { health } = draftsStore.getState();
  const { session } = sessionStore.getState();
  if (health === told || (health !== 'kept' && (session === null || !isChanged(session)))) return;
  told = health;
  const { toast } = uiStore.getState();
  if (health === 'kept') toast('Drafts are kept again.', 'success');
  else toast(warnings[health], 'error');
}

/** Brings back the last unsaved work, where nothing else was opened; offers it else. */
export async function bringBackDraft(): Promise<void> {
  const keeper = pageDrafts();
  await keeper.look();
  const { earlier, elsewhere, unreadable } = draftsStore.getState();
  const unsaved = (earlier ?? []).filter(({ aside }) => !aside);
  const { toast } = uiStore.getState();
  for (const draft of unsaved.filter(({ id }) => !elsewhere.has(id))) {
    if (sessionStore.getState().session !== null) {
      toast(`${draft.name} from before has unsaved changes. They are kept.`, 'info', 'recent');
      return;
    }
    if (!(await keeper.restore(draft))) continue;
    const time = new Date(draft.savedAt).toLocaleString();
    toast(`Your unsaved work on ${draft.name} is back, as of ${time}.`, 'success', 'put-aside');
    return;
  }
  const [there] = unsaved;
  if (there !== undefined) toast(`${there.name} is being worked on in another tab.`, 'info', 'recent');
  else if (unreadable > 0) toast('There is earlier work that cannot be read.', 'error', 'recent');
}

/** Keeps drafts from now on, and writes the last one when the page goes. */
export function startDrafts(): void {
  const keeper = pageDrafts();
  draftsStore.subscribe(tellHealth);
  sessionStore.subscribe(tellHealth);
  filesStore.subscribe((now, before) => {
    if (now.taken !== before.taken) keeper.renew();
  });
  // A file may have been opened and changed before this was fetched.
  if (sessionStore.getState().session !== null) keeper.renew();
  const flush = () => void keeper.flush();
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flush);
}
