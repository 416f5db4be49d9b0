// What discovery asks of files: a disk, the texts of a drop, the files of a commit. Names are POSIX paths, relative to one place or absolute.

import { resolvePath } from '../workspace/paths.ts';

/** The files of a project by path; '' is the folder that relative paths start from. */
export interface DiscoveredFiles {
  /** Returns the sorted names in a folder; throws when the folder cannot be listed. */
  list(folder: string): { readonly folders: readonly string[]; readonly files: readonly string[] };
  /** Returns a file's text; null when it is absent or is no readable text. */
  read(path: string): string | null;
  kind(path: string): 'file' | 'folder' | 'absent';
}

/** Returns `path` relative to `folder`; a Windows path with a drive stays as it is. */
export function pathIn(folder: string, path: string): string {
  return /^[a-z]:[\\/]/i.test(path) ? path : resolvePath(folder, path);
}

/** Returns files that are backed by texts. */
export function textsAsFiles(texts: ReadonlyMap<string, string>): DiscoveredFiles {
  const inside = new Map<string, { readonly folders: Set<string>; readonly files: Set<string> }>();
  const entriesOf = (folder: string) => {
    const known = inside.get(folder) ?? { folders: new Set<string>(), files: new Set<string>() };
    inside.set(folder, known);
    return known;
  };
  entriesOf('');
  for (const path of texts.keys()) {
    const parts = path.split('/');
    let folder = '';
    for (const part of parts.slice(0, -1)) {
      entriesOf(folder).folders.add(part);
      folder = folder === '' ? part : `${folder}/${part}`;
    }
    entriesOf(folder).files.add(parts.at(-1) ?? '');
  }
  return {
    list(folder) {
      const { folders = new Set<string>(), files = new Set<string>() } = inside.get(folder) ?? {};
      return { folders: [...folders], files: [...files] };
    },
    read: (path) => texts.get(path) ?? null,
    kind: (path) => (texts.has(path) ? 'file' : inside.has(path) ? 'folder' : 'absent'),
  };
}
