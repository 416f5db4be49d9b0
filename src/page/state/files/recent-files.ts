// The files that were opened last, by their handles. A browser may refuse to keep them: then there are none, and nothing fails.

import { createStore, del, set, values } from 'idb-keyval';
import type { PermittedHandle } from './handle-home.ts';

/** A project that was opened from disk. */
export interface RecentProject {
  /** The names of its files, joined: the same files are one entry. */
  readonly id: string;
  readonly folder: string | null;
  readonly files: readonly { readonly file: string; readonly handle: PermittedHandle }[];
  /** The folder that was opened, where the browser gave it; absent or null else. */
  readonly directory?: FileSystemDirectoryHandle | null;
  readonly openedAt: number;
}

const most = 8;

function database() {
  return createStore('bulkhead-recent', 'projects');
}

function isRecent(value: unknown): value is RecentProject {
  return typeof value === 'object' && value !== null && 'files' in value && Array.isArray(value.files);
}

/** The recent projects, the last one first; none where the browser keeps nothing. */
export async function recentProjects(): Promise<readonly RecentProject[]> {
  try {
    const all = (await values<unknown>(database())).filter(isRecent);
    return all.sort((a, b) => b.openedAt - a.openedAt);
  } catch {
    return [];
  }
}

/** Puts a project at the head of the recent ones and drops those beyond the last eight. */
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
    for (const old of (await recentProjects()).slice(most)) await del(old.id, database());
  } catch {
    // Not remembered; the file opens the same.
  }
}

/** Forgets every recent project that is made of some of `files`. */
export async function forgetProjects(files: readonly string[]): Promise<void> {
  for (const recent of await recentProjects()) {
    if (recent.files.every(({ file }) => files.includes(file)))
      await del(recent.id, database()).catch(() => {});
  }
}
