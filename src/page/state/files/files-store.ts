// The homes of the open files, what was downloaded of them, and the one question about a change on both sides.
// It moves no bytes: `save-in-place.ts` and `disk-changes.ts` do.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Session } from '../../../core/session/session.ts';
import { changedFiles } from '../../../core/session/session-files.ts';
import type { FileHome, HomeText } from './file-home.ts';

/** A file with its home, and the version that the page knows. */
interface PlacedFile {
  readonly home: FileHome;
  readonly version: string;
  readonly stop: () => void;
}

/** A file that changed on the page and on disk, to different texts. */
export interface DiskQuestion {
  readonly file: string;
  readonly now: HomeText;
}

export interface FilesState {
  readonly homes: ReadonlyMap<string, PlacedFile>;
  /** The text of each file that was downloaded last. */
  readonly taken: ReadonlyMap<string, string>;
  readonly question: DiskQuestion | null;
  /** The version of each file at the last question, so that a postponed question does not open twice. */
  readonly asked: ReadonlyMap<string, string>;
  /** True when saving in place skips the review for as long as this project is open. */
  readonly unasked: boolean;

  /** Registers the home of a file; `stop` ends its watch. */
  place(home: FileHome, version: string, stop: () => void): void;
  setVersion(file: string, version: string): void;
  take(file: string, text: string): void;
  ask(question: DiskQuestion): void;
  dismiss(): void;
  setUnasked(unasked: boolean): void;
  /** Forgets all homes, since another project was opened. */
  clear(): void;
}

export type FilesStore = StoreApi<FilesState>;

/** Creates a store without homes. */
export function createFilesStore(): FilesStore {
  return createStore<FilesState>()((set, get) => ({
    homes: new Map(),
    taken: new Map(),
    question: null,
    asked: new Map(),
    unasked: false,
    place(home, version, stop) {
      get().homes.get(home.file)?.stop();
      set(({ homes }) => ({ homes: new Map(homes).set(home.file, { home, version, stop }) }));
    },
    setVersion(file, version) {
      const placed = get().homes.get(file);
      if (placed === undefined || placed.version === version) return;
      set(({ homes }) => ({ homes: new Map(homes).set(file, { ...placed, version }) }));
    },
    take: (file, text) => set(({ taken }) => ({ taken: new Map(taken).set(file, text) })),
    ask: (question) =>
      set(({ asked }) => ({ question, asked: new Map(asked).set(question.file, question.now.version) })),
    dismiss: () => set({ question: null }),
    setUnasked: (unasked) => set({ unasked }),
    clear() {
      for (const { stop } of get().homes.values()) stop();
      set({ homes: new Map(), taken: new Map(), question: null, asked: new Map(), unasked: false });
    },
  }));
}

/** Returns the changed files whose current text was neither saved nor downloaded. */
export function unsavedFiles(session: Session | null, taken: ReadonlyMap<string, string>): readonly string[] {
  if (session === null) return [];
  const { texts } = session.workspace.input;
  return changedFiles(session).filter((file) => taken.get(file) !== texts.get(file));
}
