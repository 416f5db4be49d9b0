import { unsavedFiles } from '../files/unsaved-files.ts';
import { draftsStore, filesStore, sessionStore, uiStore } from '../page-stores.ts';
import { browserClaims } from './draft-claims.ts';
import { type DraftKeeper, keepDrafts } from './draft-keeper.ts';
import { browserShelf } from './draft-shelf.ts';

let keeper: DraftKeeper | null = null;

/** The keeper of the page's drafts; it begins at the first call. */
export function pageDrafts(): DraftKeeper {
  keeper ??= keepDrafts({
    session: sessionStore,
    drafts: draftsStore,
    shelf: browserShelf(),
    claims: browserClaims(navigator.locks),
    // `randomUUID` is missing at an insecure address.
    newId: () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-'),
    now: () => Date.now(),
    isTaken: ({ session }) => unsavedFiles(session, filesStore.getState().taken).length === 0,
    onLost: () =>
      uiStore
        .getState()
        .toast('Another tab took over this work. What is done here is kept as a draft of its own.'),
  });
  return keeper;
}
