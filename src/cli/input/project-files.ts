// The files that a project mounts, read from the disk when something asks for them. What cannot be read is not known, and never a failure.

import type { ProjectFiles, Unreadable } from '../../core/ways-in/files/project-files.ts';
import { decodeText, fileFailure } from '../disk/read-text.ts';
import type { Io } from '../io.ts';

/** Limits for files that a call reads beside compose files: their number, their total bytes, and the bytes of one. */
const limits = { files: 4000, bytes: 40_000_000, ofOne: 5_000_000 };

/** Returns access to the files beside the compose files, within the limits of a call. */
export function projectFiles(io: Io): ProjectFiles {
  const texts = new Map<string, string | Unreadable>();
  const kinds = new Map<string, ReturnType<ProjectFiles['kindOf']>>();
  const links = new Map<string, string | null>();
  let bytes = 0;
  const read = (path: string): string | Unreadable => {
    if (texts.size >= limits.files || bytes >= limits.bytes)
      return { why: `${path} exceeds the limit for files beside compose files.` };
    try {
      const content = io.readFile(path);
      bytes += content.length;
      if (content.length > limits.ofOne)
        return { why: `${path}:1:1: the file is larger than ${limits.ofOne / 1_000_000} MB. Split it.` };
      return decodeText(path, content);
    } catch (error) {
      return { why: fileFailure(path, error).message };
    }
  };
  return {
    kindOf: (path) =>
      cached(kinds, path, () => {
        try {
          return io.kindOf(path);
        } catch {
          return 'unread';
        }
      }),
    linkAt: (path) => cached(links, path, () => io.linkAt(path)),
    read: (path) => cached(texts, path, () => read(path)),
    list: (path) => {
      try {
        return io.listFolder(path);
      } catch {
        return null;
      }
    },
  };
}

function cached<T>(known: Map<string, T>, path: string, find: () => T): T {
  const before = known.get(path);
  if (before !== undefined) return before;
  const found = find();
  known.set(path, found);
  return found;
}
