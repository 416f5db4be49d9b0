// The files that a page server has, for as long as it runs: watched, and read anew for each page where that is asked for.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import type { BoundFile, BoundText } from './bound-file.ts';
import type { ProjectState, ServedStack } from './project-state.ts';
import { type FileWatch, watchBoundFiles } from './watch-bound-files.ts';

type Listener = (index: number, now: BoundText) => void;

/** A write of a page. */
export interface Save {
  /** '' where it can be one person only. */
  readonly who: string;
  /** Versions; null for a file that was made. */
  readonly from: string | null;
  readonly to: string;
}

/** So much of a version tells two of them apart, and can be found with `sha256sum`. */
const shownOfVersion = 12;

function saveText(name: string, { who, from, to }: Save): string {
  const short = (version: string) => version.slice(0, shownOfVersion);
  const by = who === '' ? '' : ` by ${who}`;
  return `${name} saved from the page${by}: ${from === null ? 'new' : short(from)} -> ${short(to)}.`;
}

export interface ServedProject {
  state(): ProjectState;
  /** Numbers of the files that a page made. */
  readonly made: Set<number>;
  /** To be called after each write that was carried out; it is reported. */
  saved(index: number, save: Save): void;
  /** Reads everything anew, new stacks included; what cannot be read leaves it as it was. */
  refresh(): Promise<void>;
  /** Passes on every new content once, except that of files sent on demand; returns how to stop. */
  subscribe(listener: Listener): () => void;
  /** Aborted by `close`. */
  readonly signal: AbortSignal;
  close(): void;
}

export interface ServedProjectOptions {
  readonly project: ProjectState;
  /** Reads the project again; absent where the files stay those of the start. Rejects, or is null, where it cannot be read now. */
  readonly reread?: () => Promise<ProjectState | null>;
  /** Called with a sentence about what happened to a file. */
  readonly report: (sentence: string) => void;
}

/** Starts to watch the files of `project`, and to follow what runs. */
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

  async function readAnew(): Promise<void> {
    const read = await reread?.();
    if (!read || closing.signal.aborted) return;
    const paths = ({ files }: ProjectState) =>
      files.map(({ path, onDemand }) => `${path}\n${onDemand}`).join('\n');
    const before = state;
    state = keepNumbers(before, read);
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
      reading ??= readAnew().finally(() => {
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
 * `now` with the numbers of `before`, by which pages refer to files, while stacks come and go: files that are new come last, and one that
 * is gone keeps its number and is only read.
 */
export function keepNumbers(before: ProjectState, now: ProjectState): ProjectState {
  const numbers = new Map(before.files.map(({ path }, index) => [path, index]));
  const files: BoundFile[] = before.files.map((file) => ({
    ...file,
    writable: false,
    mayBegin: false,
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
  if (now.host === undefined) return { ...now, files, texts };
  const stacks = now.host.stacks.map(
    (stack): ServedStack => ({
      ...stack,
      begins: numberOf(stack.begins),
      variables: numberOf(stack.variables),
    }),
  );
  return { ...now, files, texts, host: { ...now.host, stacks } };
}

/**
 * A function that reads the files of the start once more, for a page that is opened later; its result is null, with the reason reported,
 * where it cannot be read now.
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
