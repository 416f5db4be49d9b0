// The files that a project mounts, read from the disk when something asks for them. What cannot be read is not known, and never a failure.

import type { ProjectFiles } from '../../core/ways-in/files/container-files.ts';
import type { Io } from '../io.ts';
import { decodeText } from './read-text.ts';

/** Files, and bytes of all of them, that one call reads beside compose files. */
const most = { files: 4000, bytes: 40_000_000, ofOne: 2_000_000 };

/** What stands beside the compose files, as far as a call may look. */
export function projectFiles(io: Io): ProjectFiles {
  const texts = new Map<string, string | null>();
  let bytes = 0;
  const read = (path: string): string | null => {
    if (texts.size >= most.files || bytes >= most.bytes) return null;
    try {
      const content = io.readFile(path);
      bytes += content.length;
      return content.length > most.ofOne ? null : decodeText(path, content);
    } catch {
      return null;
    }
  };
  return {
    kindOf: (path) => {
      try {
        return io.kindOf(path);
      } catch {
        return 'unread';
      }
    },
    read: (path) => {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const text = read(path);
      texts.set(path, text);
      return text;
    },
    list: (path) => {
      try {
        return io.listFolder(path);
      } catch {
        return null;
      }
    },
  };
}
