// The page's one set of stores. Everything that is drawn or carried out on the page reads these; a test of a store makes its own.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { createComparedStore } from './compared-store.ts';
import { createDraftAutosave } from './drafts/draft-autosave.ts';
import { browserClaims } from './drafts/draft-claims.ts';
import { createDraftStatusStore } from './drafts/draft-status.ts';
import { browserDraftStore } from './drafts/draft-store.ts';
import { createFieldStore } from './field-store.ts';
import { createFilesStore } from './files/files-store.ts';
import { unsavedFiles } from './files/unsaved-files.ts';
import { createFindingFilterStore } from './finding-filter.ts';
import type { StackPick } from './import-files.ts';
import { createPinStore } from './pin-store.ts';
import { createSessionStore } from './session-store.ts';
import type { FoundStacks } from './stacks.ts';
import { createUiStore } from './ui-store.ts';

export const sessionStore = createSessionStore();
export const uiStore = createUiStore();
export const filesStore = createFilesStore();
export const draftStatusStore = createDraftStatusStore();
export const pinStore = createPinStore();
export const comparedStore = createComparedStore();
export const fieldStore = createFieldStore();
export const findingFilterStore = createFindingFilterStore();
export const stackChoiceStore = createStackChoiceStore();

/** Stores drafts of the page's open work once it is started. */
export const draftAutosave = createDraftAutosave({
  session: sessionStore,
  drafts: draftStatusStore,
  store: browserDraftStore(),
  claims: browserClaims(globalThis.navigator?.locks),
  // `randomUUID` is missing at an insecure address.
  newId: () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-'),
  now: () => Date.now(),
  isTaken: ({ session }) => unsavedFiles(session, filesStore.getState().taken).length === 0,
  onLost: () =>
    uiStore
      .getState()
      .toast('Another tab took over this work. What is done here is kept as a draft of its own.'),
});

// The question which of several stacks is meant, while it stands.
interface StackChoice extends FoundStacks {
  /** Opens what a person picked. */
  readonly open: (pick: Exclude<StackPick, null>) => void;
}

/** A store with no question: `choice` is null. */
function createStackChoiceStore(): StoreApi<{ readonly choice: StackChoice | null }> {
  return createStore<{ readonly choice: StackChoice | null }>(() => ({ choice: null }));
}
