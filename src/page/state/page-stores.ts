// The page's one set of stores. Everything that is drawn or carried out on the page reads these; a test of a store makes its own.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { noRules } from '../../core/findings/rule-book.ts';
import type { Result } from '../../core/text/result.ts';
import { createDraftStatusStore } from './drafts/draft.ts';
import { createDraftAutosave } from './drafts/draft-autosave.ts';
import { browserClaims, browserDraftStore } from './drafts/draft-store.ts';
import type { WorkSource } from './files/file-home.ts';
import { createFilesStore, unsavedFiles } from './files/files-store.ts';
import { createHostViewStore } from './host/host-view-store.ts';
import { createLiveToolsStore } from './host/live-tools.ts';
import type { StackPick } from './import/import-files.ts';
import type { FoundStacks } from './import/stacks.ts';
import { createMountedStore } from './mounted/mounted-files.ts';
import { forgetWithProject, renewReader } from './mounted/renew-reader.ts';
import { createRoomStore } from './picture/room-store.ts';
import { createComparedStore } from './ui/compared-store.ts';
import { createFieldStore } from './ui/field-store.ts';
import { createFindingFilterStore } from './ui/finding-filter.ts';
import { createPinStore } from './ui/pin-store.ts';
import { createUiStore } from './ui/ui-store.ts';
import { fileWork, stackWork } from './work/stack-work.ts';
import { createWorkStore } from './work/work-store.ts';

/** The open work of the page. */
export const workStore = createWorkStore(noRules);
/** Returns the work that an open file belongs to: the first stack that reads it. */
export const workOfFile = (file: string): WorkSource => fileWork(workStore, file);
/** Returns the work of one stack, by its key. */
export const workOfStack = (key: string | null): WorkSource => stackWork(workStore, key);
export const hostViewStore = createHostViewStore();
/** How a person looks at the machines of a fleet; the stacks of the unfolded one have the store of a host. */
export const fleetViewStore = createHostViewStore();
export const uiStore = createUiStore();
export const filesStore = createFilesStore();
/** The files that services mount; those of an earlier project are forgotten. */
export const mountedStore = createMountedStore(() => renewReader(workStore));
forgetWithProject(mountedStore, workStore);
export const draftStatusStore = createDraftStatusStore();
export const pinStore = createPinStore();
export const comparedStore = createComparedStore();
export const fieldStore = createFieldStore();
export const findingFilterStore = createFindingFilterStore();
export const roomStore = createRoomStore();
export const stackChoiceStore = createStackChoiceStore();
export const recoverStore = createRecoverStore();
export const liveToolsStore = createLiveToolsStore();
export const editorStore = createEditorAroundStore();

/** Stores drafts of the page's open work once it is started. */
export const draftAutosave = createDraftAutosave({
  work: workStore,
  drafts: draftStatusStore,
  store: browserDraftStore(),
  claims: browserClaims(globalThis.navigator?.locks),
  // `crypto.randomUUID` is missing at an insecure address.
  newId: () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-'),
  now: () => Date.now(),
  isTaken: (session) => unsavedFiles(session, filesStore.getState().taken).length === 0,
  isFollowing: () => liveToolsStore.getState().following,
  onLost: () =>
    uiStore
      .getState()
      .toast('Another tab took over this work. Changes made here are kept as a separate draft.'),
});

// The question which of several stacks to open, while it is shown.
interface StackChoice extends FoundStacks {
  /** Opens the chosen project. */
  readonly open: (pick: Exclude<StackPick, null>) => void;
}

/** Creates a store without a question: `choice` is null. */
function createStackChoiceStore(): StoreApi<{ readonly choice: StackChoice | null }> {
  return createStore<{ readonly choice: StackChoice | null }>(() => ({ choice: null }));
}

// How the page gets a compose file out of what runs, where a server offers it.
interface RecoverState {
  /** Requests a compose file that would run a project again; null without a server that can write one. */
  readonly recover: ((project: string) => Promise<Result<string>>) | null;
  /** The project whose recovered text is shown; null for none. */
  readonly asked: string | null;
}

/** Creates a store without a server. */
function createRecoverStore(): StoreApi<RecoverState> {
  return createStore<RecoverState>(() => ({ recover: null, asked: null }));
}

// A page may be held by an editor, beside the text that it draws: then text, history, files and theme are the editor's.

/** The commands that the surrounding editor carries out for the page. */
interface EditorAround {
  /** Undoes or redoes the last change of the project's texts, made by page or editor. */
  undo(): void;
  redo(): void;
  /** Saves the project's texts. */
  save(): void;
}

/** The surrounding editor; null for a page on its own. */
interface EditorAroundState {
  readonly editor: EditorAround | null;
}

/** Creates a store without an editor. */
function createEditorAroundStore(): StoreApi<EditorAroundState> {
  return createStore<EditorAroundState>()(() => ({ editor: null }));
}
