// The files that a project mounts beside its compose files, such as the configuration of a proxy: of a folder that was opened, of the server of
// `bulkhead open`, or given by name. They are read when a reader asks for them, live in memory alone, and are no part of a session: no draft,
// link, export or save has them.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { compareBytes } from '../../../core/text/compare-bytes.ts';
import { notRead, type ProjectFiles } from '../../../core/ways-in/files/project-files.ts';

/** Reads the text of a file; null when it is not text. */
export type MountedSource = () => Promise<string | null>;

export interface MountedOffer {
  /** The offered files, by paths relative to the compose files. */
  readonly sources: ReadonlyMap<string, MountedSource>;
  /** The texts of those that are already at hand; absent when all are read on demand. */
  readonly texts?: ReadonlyMap<string, string>;
  /** True when files that were not offered do not exist; false when only some files are known. */
  readonly whole: boolean;
}

export interface MountedState extends Omit<MountedOffer, 'texts'> {
  /** The texts read so far; null for unreadable files. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** The sorted paths of mounted files that are missing. */
  readonly missing: readonly string[];
  /** Adds to the offered files. */
  offer(more: MountedOffer): void;
  /** Forgets the files of another project. */
  forget(): void;
  /** The files as readers see them. An unread file counts as unreadable for now and is fetched; `onRead` reports its arrival. */
  readonly files: ProjectFiles;
}

export type MountedStore = StoreApi<MountedState>;

const noFiles = { sources: new Map(), whole: false, texts: new Map(), missing: [] } as const;

/** Creates a store of mounted files; `onRead` is called when files that a reader requested have arrived. */
export function createMountedStore(onRead: () => void): MountedStore {
  return createStore<MountedState>()((set, get) => {
    const wanted = new Set<string>();
    let round = 0;
    let pending = false;

    /** Fetches the requested paths after the current computation, since readers request them in the middle of it. */
    function later(): void {
      if (pending) return;
      pending = true;
      queueMicrotask(() => {
        pending = false;
        void fetchWanted();
      });
    }

    async function fetchWanted(): Promise<void> {
      const { sources, texts, missing } = get();
      const started = round;
      const all = [...wanted];
      wanted.clear();
      const named = new Set(missing);
      for (const path of all) if (!sources.has(path)) named.add(path);
      if (named.size > missing.length) set({ missing: [...named].sort(compareBytes) });
      const known = all.filter((path) => sources.has(path) && !texts.has(path));
      if (known.length === 0) return;
      const read = await Promise.all(
        known.map(async (path) => [path, await (sources.get(path)?.() ?? null)] as const),
      );
      // Another project may have been opened meanwhile.
      if (started !== round) return;
      set({ texts: new Map([...get().texts, ...read]) });
      onRead();
    }

    function want(path: string): void {
      wanted.add(path);
      later();
    }

    const below = (path: string): string => (path === '' || path === '.' ? '' : `${path}/`);
    const isFolder = (path: string): boolean =>
      [...get().sources.keys()].some((source) => source.startsWith(below(path)));

    const files: ProjectFiles = {
      kindOf(path) {
        const { sources, whole } = get();
        if (sources.has(path)) return 'file';
        if (isFolder(path)) return 'folder';
        // What lies above the folder that was opened, or at a path of the machine, is never seen.
        if (whole && !path.startsWith('/') && !path.startsWith('..')) return 'absent';
        want(path);
        return 'unread';
      },
      // What a folder of the browser holds are files, wherever links led.
      linkAt: () => null,
      read(path) {
        const text = get().texts.get(path);
        if (text === undefined) want(path);
        return text ?? notRead(path);
      },
      list(path) {
        if (!isFolder(path)) return null;
        const start = below(path);
        const inside = [...get().sources.keys()].filter((source) => source.startsWith(start));
        const names = (deep: boolean) =>
          [
            ...new Set(
              inside
                .map((source) => source.slice(start.length).split('/'))
                .filter(({ length }) => length > 1 === deep)
                .map(([name = '']) => name),
            ),
          ].sort(compareBytes);
        return { folders: names(true), files: names(false), others: [] };
      },
    };

    return {
      ...noFiles,
      files,
      offer({ sources, whole, texts: known = [] }) {
        const before = get();
        const isFirst = before.sources.size === 0;
        const kept = [...before.texts].filter(([path]) => !sources.has(path));
        set({
          sources: new Map([...before.sources, ...sources]),
          whole: isFirst ? whole : before.whole && whole,
          texts: new Map([...kept, ...known]),
          missing: before.missing.filter((path) => !sources.has(path)),
        });
        onRead();
      },
      forget() {
        round++;
        wanted.clear();
        const { sources, missing } = get();
        if (sources.size > 0 || missing.length > 0) set(noFiles);
      },
    };
  });
}

/** Returns the requested paths by the given names; null unless all of them were requested. */
export function requestedPaths(
  asked: readonly string[],
  given: Iterable<string>,
): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  for (const name of given) {
    const base = name.slice(name.lastIndexOf('/') + 1);
    const path =
      asked.find((candidate) => candidate === name) ??
      asked.find((candidate) => candidate === base || candidate.endsWith(`/${base}`));
    if (path === undefined) return null;
    found.set(name, path);
  }
  return found.size === 0 ? null : found;
}
