// The machine as an editor shows it: texts that are open there go before those on the disk.

import { resolve } from 'node:path';
import type { Io } from '../io.ts';

/** `io` in `cwd`, with open texts by their absolute paths; what it has to complain about goes to `report`. */
export function overlayIo(
  io: Io,
  cwd: string,
  open: ReadonlyMap<string, string>,
  report: (message: string) => void,
): Io {
  const absolute = (path: string) => resolve(cwd, path);
  return {
    ...io,
    cwd,
    complain: (message) => report([message].flat().join('\n')),
    readFile(path) {
      const text = open.get(absolute(path));
      return text === undefined ? io.readFile(absolute(path)) : new TextEncoder().encode(text);
    },
    listFolder: (path) => io.listFolder(absolute(path)),
    kindOf: (path) => (open.has(absolute(path)) ? 'file' : io.kindOf(absolute(path))),
  };
}
