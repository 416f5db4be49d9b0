// The files of a machine as they would be once a folder is elsewhere and texts are written: for what a move would mean.

import { basename, dirname, join, relative, resolve } from 'node:path';
import { compareBytes } from '../../core/text/compare-bytes.ts';
import type { Io } from '../io.ts';

/** A folder that goes elsewhere, and the texts of files that change, by the paths that they have now. */
export interface MovedFolder {
  readonly from: string;
  readonly to: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** Returns an `Io` that reads as if the folder had been moved and the texts written. */
export function movedFolderIo(io: Io, move: MovedFolder): Io {
  const [from, to] = [resolve(io.cwd, move.from), resolve(io.cwd, move.to)];
  const texts = new Map([...move.texts].map(([file, text]) => [resolve(io.cwd, file), text]));
  /** Returns where a path is now; null for one that is gone. */
  const now = (path: string): string | null => {
    const asked = resolve(io.cwd, path);
    if (isInside(to, asked)) return join(from, relative(to, asked));
    return isInside(from, asked) ? null : asked;
  };
  const demand = (path: string): string => {
    const found = now(path);
    if (found === null) throw Object.assign(new Error(`moved: ${path}`), { code: 'ENOENT' });
    return found;
  };
  return {
    ...io,
    kindOf(path) {
      const found = now(path);
      return found === null ? 'absent' : io.kindOf(found);
    },
    linkAt: (path) => io.linkAt(demand(path)),
    readFile(path) {
      const found = demand(path);
      const text = texts.get(found);
      return text === undefined ? io.readFile(found) : new TextEncoder().encode(text);
    },
    listFolder(path) {
      const found = demand(path);
      const { folders, ...rest } = io.listFolder(found);
      const shown = new Set(folders);
      if (found === dirname(from)) shown.delete(basename(from));
      if (resolve(io.cwd, path) === dirname(to)) shown.add(basename(to));
      return { ...rest, folders: [...shown].sort(compareBytes) };
    },
  };
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
