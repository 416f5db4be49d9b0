// The files that a page server has, for as long as it runs: watched, and read anew for each page where that is asked for.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import type { BoundFile, BoundText } from './bound-file.ts';
import { type ProjectState, withEachStack } from './project-state.ts';
import { type FileWatch, watchBoundFiles } from './watch-bound-files.ts';

type Listener = (index: number, now: BoundText) => void;

/** A write by a page. */
export interface SaveEvent {
  /** The visitor; '' when it can only be one person. */
  readonly who: string;
  /** The version before the write; null for a new file. */
  readonly from: string | null;
  readonly to: string;
}

/** How many characters of a version are shown; enough to tell versions apart and to find them with `sha256sum`. */
const shownOfVersion = 12;

function saveText(name: string, { who, from, to }: SaveEvent): string {
  const short = (version: string) => version.slice(0, shownOfVersion);
  const by = who === '' ? '' : ` by ${who}`;
  return `${name} saved from the page${by}: ${from === null ? 'new' : short(from)} -> ${short(to)}.`;
}

export interface ServedProject {
  state(): ProjectState;
  /** Numbers of the files that a page created. */
  readonly made: Set<number>;
  /** Records and reports a completed write. */
  saved(index: number, save: SaveEvent): void;
  /** Reads everything again, including new stacks; keeps the old state when something cannot be read. */
  refresh(): Promise<void>;
  /** Passes on every new content once, except of files sent on demand; returns a function that stops. */
  subscribe(listener: Listener): () => void;
  /** Aborted by `close`. */
  readonly signal: AbortSignal;
  close(): void;
}

export interface ServedProjectOptions {
  readonly project: ProjectState;
  /** Reads the project again; absent when the files stay those of the start. Rejects or gives null when the project cannot be read now. */
  readonly reread?: () => Promise<ProjectState | null>;
  /** Called with a sentence about each change of a file. */
  readonly report: (sentence: string) => void;
}

/** Watches the files of `project` and follows what runs. */
export function serveProject({ project, reread, report }: ServedProjectOptions): ServedProject {
  const made = new Set<number>();
  const own = new Set<number>();
  const listeners = new Set<Listener>();
  const closing = new AbortController();
  let state = project;
  let watch = startWatch();
  let reading: Promise<void> | null = null;
  const leave = project.live?.follow();

  function startWatch(): FileWatch {
    const { files, texts } = state;
    const started = watchBoundFiles(
      files,
      files.map((_, index) => texts[index]?.version ?? ''),
    );
    started.subscribe((index, now) => {
      const { name = '', onDemand = false } = files[index] ?? {};
      if (!own.delete(index) && !onDemand) report(`${name} changed on disk; the page is notified.`);
      if (!onDemand) for (const listener of listeners) listener(index, now);
      state.live?.filesChanged();
    });
    return started;
  }

  async function readCurrent(): Promise<void> {
    const read = await reread?.();
    if (!read || closing.signal.aborted) return;
    const paths = ({ files }: ProjectState) =>
      files.map(({ path, onDemand }) => `${path}\n${onDemand}`).join('\n');
    const before = state;
    state = withStableNumbers(before, read);
    made.clear();
    if (paths(before) === paths(state)) return;
    watch.close();
    watch = startWatch();
  }

  return {
    state: () => state,
    made,
    saved(index, save) {
      report(saveText(state.files[index]?.name ?? '', save));
      own.add(index);
      watch.look(index);
      own.delete(index);
    },
    refresh() {
      // Pages that start at once share one reading.
      reading ??= readCurrent().finally(() => {
        reading = null;
      });
      return reading;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signal: closing.signal,
    close() {
      closing.abort();
      leave?.();
      watch.close();
      listeners.clear();
    },
  };
}

/**
 * Returns `now` with the file numbers of `before`, which pages refer to. New files come last; a file that is gone keeps its number and
 * becomes read only.
 */
export function withStableNumbers(before: ProjectState, now: ProjectState): ProjectState {
  const numbers = new Map(before.files.map(({ path }, index) => [path, index]));
  const files: BoundFile[] = before.files.map((file) => ({
    ...file,
    writable: false,
    mayCreate: false,
    onDemand: true,
  }));
  const texts: (BoundText | null)[] = before.files.map(() => null);
  const moved = now.files.map((file, index) => {
    const number = numbers.get(file.path) ?? files.length;
    files[number] = file;
    texts[number] = now.texts[index] ?? null;
    return number;
  });
  const numberOf = (index: number | null) => (index === null ? null : (moved[index] ?? null));
  const stacks = withEachStack(now, (stack) => ({
    ...stack,
    begins: numberOf(stack.begins),
    variables: numberOf(stack.variables),
  }));
  return { ...now, files, texts, ...stacks };
}

/**
 * Returns a function that reads the files of the start again for a later page. Its result is null, with a report, when they cannot be read.
 */
export function readAgain(
  io: Io,
  read: (quiet: Io) => Promise<ProjectState>,
): () => Promise<ProjectState | null> {
  // What could not be read is shown on the page.
  const quiet = { ...io, complain: () => {} };
  return async () => {
    try {
      return await read(quiet);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      io.complain(error.lines);
      return null;
    }
  };
}
