// The homes of the open files, what was downloaded of them, and the one question about a change on both sides.
// It moves no bytes: `save-in-place.ts` and `disk-changes.ts` do.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Session } from '../../../core/session/session.ts';
import { changedFiles } from '../../../core/session/session-files.ts';
import type { FileHome, HomeText } from './file-home.ts';

/** A file with a home, and the version of it that the page knows. */
interface PlacedFile {
  readonly home: FileHome;
  readonly version: string;
  readonly stop: () => void;
}

/** A file that was changed on the page and on disk, and not to the same. */
export interface DiskQuestion {
  readonly file: string;
  readonly now: HomeText;
}

export interface FilesState {
  readonly homes: ReadonlyMap<string, PlacedFile>;
  /** By file, the text that was downloaded last. */
  readonly taken: ReadonlyMap<string, string>;
  readonly question: DiskQuestion | null;
  /** By file, the version of the last question: a change that a person put off does not open the same question again. */
  readonly asked: ReadonlyMap<string, string>;
  /** Whether saving in place goes ahead without showing the changes, for as long as this project is open. */
  readonly unasked: boolean;

  /** Gives a file its home; `stop` ends the watch on it. */
  place(home: FileHome, version: string, stop: () => void): void;
  setVersion(file: string, version: string): void;
  take(file: string, text: string): void;
  ask(question: DiskQuestion): void;
  dismiss(): void;
  setUnasked(unasked: boolean): void;
  /** Forgets every home: another project is open. */
  clear(): void;
}

export type FilesStore = StoreApi<FilesState>;

/** A store that knows no homes. */
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

/** The changed files whose text was neither saved nor downloaded as it is now. */
export function unsavedFiles(session: Session | null, taken: ReadonlyMap<string, string>): readonly string[] {
  if (session === null) return [];
  const { texts } = session.workspace.input;
  return changedFiles(session).filter((file) => taken.get(file) !== texts.get(file));
}
