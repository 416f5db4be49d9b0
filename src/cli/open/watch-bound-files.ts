// Notices changes of the bound files by their content. Editors replace a file by renaming, so folders are watched; where a
// file system reports nothing (network shares), a look once a second does.

import { type FSWatcher, unwatchFile, watch, watchFile } from 'node:fs';
import { dirname } from 'node:path';
import { type BoundFile, type BoundText, readBoundFile } from './bound-file.ts';

export interface FileWatch {
  /** Passes on every new content once; returns a function that stops. */
  subscribe(listener: (index: number, now: BoundText) => void): () => void;
  /** Checks one file now, for example after it was written here. */
  look(index: number): void;
  /** Aborted by `close`, so that subscribers can end too. */
  readonly signal: AbortSignal;
  close(): void;
}

// A program that writes in several steps has finished after this pause.
const pause = 60;
// One that empties a file and writes it later has so much time: what it meant is not an empty file.
const longestEmpty = 1000;
const pollInterval = 1000;

/** Calls `changed` with the number of a file that may have changed; returns a function that stops. */
type Notice = (files: readonly BoundFile[], changed: (index: number) => void) => () => void;

/** Watches `files`, which are at `versions`. */
export function watchBoundFiles(
  files: readonly BoundFile[],
  versions: readonly string[],
  notice: Notice = noticeOnDisk,
): FileWatch {
  const known = [...versions];
  const listeners = new Set<(index: number, now: BoundText) => void>();
  const pending = new Map<number, NodeJS.Timeout>();
  const emptied = new Map<number, NodeJS.Timeout>();

  const readNew = (index: number): BoundText | null => {
    const file = files[index];
    const now = file === undefined ? null : readBoundFile(file);
    return now?.version === known[index] ? null : now;
  };
  const pass = (index: number, now: BoundText | null): void => {
    clearTimeout(emptied.get(index));
    emptied.delete(index);
    if (now === null) return;
    known[index] = now.version;
    for (const listener of listeners) listener(index, now);
  };
  const look = (index: number): void => pass(index, readNew(index));
  const lookUnlessEmptied = (index: number): void => {
    const now = readNew(index);
    if (now?.text !== '') pass(index, now);
    else if (!emptied.has(index)) {
      emptied.set(
        index,
        setTimeout(() => look(index), longestEmpty),
      );
    }
  };
  const lookSoon = (index: number): void => {
    clearTimeout(pending.get(index));
    pending.set(
      index,
      setTimeout(() => lookUnlessEmptied(index), pause),
    );
  };

  const closing = new AbortController();
  const stop = notice(files, lookSoon);

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look,
    signal: closing.signal,
    close() {
      closing.abort();
      stop();
      for (const timer of [...pending.values(), ...emptied.values()]) clearTimeout(timer);
      listeners.clear();
    },
  };
}

/** Watches by notices of the file system and a check every second. */
function noticeOnDisk(files: readonly BoundFile[], changed: (index: number) => void): () => void {
  const watchers: FSWatcher[] = [];
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) {
    try {
      const watcher = watch(folder, () => {
        files.forEach(({ path }, index) => {
          if (dirname(path) === folder) changed(index);
        });
      });
      watcher.on('error', () => {});
      watchers.push(watcher);
    } catch {
      // Without a watcher the look once a second remains.
    }
  }
  const polls = files.map(({ path }, index) => {
    const poll = () => changed(index);
    watchFile(path, { interval: pollInterval }, poll);
    return { path, poll };
  });
  return () => {
    for (const watcher of watchers) watcher.close();
    for (const { path, poll } of polls) unwatchFile(path, poll);
  };
}
