// What discovery asks of files: a disk, the texts of a drop, the files of a commit. Names are POSIX paths, relative to one place or absolute.

import { resolvePath } from '../workspace/paths.ts';

/** Files by path; '' is the place that relative paths begin in. */
export interface DiscoveredFiles {
  /** Names of what is in a folder, in order; throws where it cannot be listed. */
  list(folder: string): { readonly folders: readonly string[]; readonly files: readonly string[] };
  /** Its text; null where it is not there, or is no text that can be read. */
  read(path: string): string | null;
  kind(path: string): 'file' | 'folder' | 'absent';
}

/** `path` as `folder` sees it; a path of Windows with its drive stays as it is. */
export function pathIn(folder: string, path: string): string {
  return /^[a-z]:[\\/]/i.test(path) ? path : resolvePath(folder, path);
}

/** Texts by name, as files. */
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
