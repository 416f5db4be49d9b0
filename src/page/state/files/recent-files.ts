// The files that were opened last, by their handles. A browser may refuse to keep them: then there are none, and nothing fails.

import { createStore, del, set, values } from 'idb-keyval';
import type { PermittedHandle } from './handle-home.ts';

/** A project that was opened from disk. */
export interface RecentProject {
  /** The joined names of its files, so that the same files make one entry. */
  readonly id: string;
  readonly folder: string | null;
  readonly files: readonly { readonly file: string; readonly handle: PermittedHandle }[];
  /** The opened folder, if the browser provides it; absent or null otherwise. */
  readonly directory?: FileSystemDirectoryHandle | null;
  readonly openedAt: number;
}

const maxRecent = 8;

function database() {
  return createStore('bulkhead-recent', 'projects');
}

function isRecent(value: unknown): value is RecentProject {
  return typeof value === 'object' && value !== null && 'files' in value && Array.isArray(value.files);
}

/** Returns the recent projects, the newest first; none when the browser refuses storage. */
export async function recentProjects(): Promise<readonly RecentProject[]> {
  try {
    const all = (await values<unknown>(database())).filter(isRecent);
    return all.sort((a, b) => b.openedAt - a.openedAt);
  } catch {
    return [];
  }
}

/** Puts a project first among the recent ones and drops those beyond eight. */
export async function rememberProject(
  {
    folder,
    directory,
  }: Pick<RecentProject, 'folder'> & { readonly directory: FileSystemDirectoryHandle | null },
  handles: ReadonlyMap<string, PermittedHandle>,
  openedAt: number,
): Promise<void> {
  if (handles.size === 0) return;
  const files = [...handles].map(([file, handle]) => ({ file, handle }));
  const id = JSON.stringify([folder, ...files.map(({ file }) => file)]);
  try {
    await set(id, { id, folder, files, directory, openedAt }, database());
    for (const old of (await recentProjects()).slice(maxRecent)) await del(old.id, database());
  } catch {
    // Not remembered; the file opens the same.
  }
}

/** Forgets every recent project whose files are all among `files`. */
export async function forgetProjects(files: readonly string[]): Promise<void> {
  for (const recent of await recentProjects()) {
    if (recent.files.every(({ file }) => files.includes(file)))
      await del(recent.id, database()).catch(() => {});
  }
}
