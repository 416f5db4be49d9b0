// Notices changes of the bound files by their content. Editors replace a file by renaming, so folders are watched; where a
// file system reports nothing (network shares), a look once a second does.

import { type FSWatcher, unwatchFile, watch, watchFile } from 'node:fs';
import { dirname } from 'node:path';
import { type BoundFile, type BoundText, readBoundFile } from './bound-file.ts';

export interface FileWatch {
  /** Passes on every new content once; returns how to stop. */
  subscribe(listener: (index: number, now: BoundText) => void): () => void;
  /** Looks at one file now, for instance after it was written here. */
  look(index: number): void;
  /** Aborted by `close`, so that whoever passes news on can end, too. */
  readonly signal: AbortSignal;
  close(): void;
}

// A program that writes in several steps has finished after this pause.
const pause = 60;
const lookEvery = 1000;

/** Watches `files`, which are at `versions`. */
export function watchBoundFiles(files: readonly BoundFile[], versions: readonly string[]): FileWatch {
  const known = [...versions];
  const listeners = new Set<(index: number, now: BoundText) => void>();
  const pending = new Map<number, NodeJS.Timeout>();

  const look = (index: number): void => {
    const file = files[index];
    const now = file === undefined ? null : readBoundFile(file);
    if (now === null || now.version === known[index]) return;
    known[index] = now.version;
    for (const listener of listeners) listener(index, now);
  };
  const lookSoon = (index: number): void => {
    clearTimeout(pending.get(index));
    pending.set(
      index,
      setTimeout(() => look(index), pause),
    );
  };

  const closing = new AbortController();
  const watchers: FSWatcher[] = [];
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) {
    try {
      const watcher = watch(folder, () => {
        files.forEach(({ path }, index) => {
          if (dirname(path) === folder) lookSoon(index);
        });
      });
      watcher.on('error', () => {});
      watchers.push(watcher);
    } catch {
      // Without a watcher the look once a second remains.
    }
  }
  const polls = files.map(({ path }, index) => {
    const poll = () => lookSoon(index);
    watchFile(path, { interval: lookEvery }, poll);
    return { path, poll };
  });

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look,
    signal: closing.signal,
    close() {
      closing.abort();
      for (const watcher of watchers) watcher.close();
      for (const { path, poll } of polls) unwatchFile(path, poll);
      for (const timer of pending.values()) clearTimeout(timer);
      listeners.clear();
    },
  };
}
