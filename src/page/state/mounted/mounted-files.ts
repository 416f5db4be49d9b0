// The files that a project mounts beside its compose files, such as the configuration of a proxy: of a folder that was opened, of the server of
// `bulkhead open`, or given by name. They are read when a reader asks for them, live in memory alone, and are no part of a session: no draft,
// link, export or save has them.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { compareBytes } from '../../../core/text/compare-bytes.ts';
import { notRead, type ProjectFiles } from '../../../core/ways-in/files/project-files.ts';

/** The text of a file; null where it cannot be read as text. */
export type MountedSource = () => Promise<string | null>;

export interface MountedOffer {
  /** By paths as compose files of the project are named. */
  readonly sources: ReadonlyMap<string, MountedSource>;
  /** Whether what is not among them is not there; false where only some files are known. */
  readonly whole: boolean;
}

export interface MountedState extends MountedOffer {
  /** What was read so far; null for what cannot be. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** Paths that a proxy mounts and that nobody gave, sorted. */
  readonly asked: readonly string[];
  /** Adds files to those that are known. */
  offer(more: MountedOffer): void;
  /** Takes what another project had away. */
  forget(): void;
  /** What readers see. A file that is not read yet cannot be read for now, and is fetched; `onRead` tells that there is more. */
  readonly files: ProjectFiles;
}

export type MountedStore = StoreApi<MountedState>;

const nothing = { sources: new Map(), whole: false, texts: new Map(), asked: [] } as const;

/** `onRead` is called when files came that a reader had asked for. */
export function createMountedStore(onRead: () => void): MountedStore {
  return createStore<MountedState>()((set, get) => {
    const wanted = new Set<string>();
    let round = 0;
    let pending = false;

    /** Readers ask while something else is worked out, so nothing is stored before that is done. */
    function later(): void {
      if (pending) return;
      pending = true;
      queueMicrotask(() => {
        pending = false;
        void fetchWanted();
      });
    }

    async function fetchWanted(): Promise<void> {
      const { sources, texts, asked } = get();
      const started = round;
      const all = [...wanted];
      wanted.clear();
      const named = new Set(asked);
      for (const path of all) if (!sources.has(path)) named.add(path);
      if (named.size > asked.length) set({ asked: [...named].sort(compareBytes) });
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
      ...nothing,
      files,
      offer({ sources, whole }) {
        const before = get();
        const isFirst = before.sources.size === 0;
        const texts = new Map([...before.texts].filter(([path]) => !sources.has(path)));
        set({
          sources: new Map([...before.sources, ...sources]),
          whole: isFirst ? whole : before.whole && whole,
          texts,
          asked: before.asked.filter((path) => !sources.has(path)),
        });
        onRead();
      },
      forget() {
        round++;
        wanted.clear();
        const { sources, asked } = get();
        if (sources.size > 0 || asked.length > 0) set(nothing);
      },
    };
  });
}

/** The paths by which files were asked for, by the names that they were given with; null unless all of them were. */
export function askedPaths(
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
