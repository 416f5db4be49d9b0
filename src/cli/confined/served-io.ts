// The machine as `open` and `serve` use it: a file outside that another file asks for is named once, and its facts are unknown.

import type { Io } from '../io.ts';
import { type ConfinedIo, confinedIo } from './confined-io.ts';
import type { RootFolders } from './root-folders.ts';

/** Limits `io` to the files below `roots`. `report` gets a sentence for each file outside that is asked for. */
export function servedIo(io: Io, roots: RootFolders, report: (sentence: string) => void): ConfinedIo {
  return confinedIo(io, roots, io.cwd, {
    called: roots.all.join(' or '),
    remedy: 'start with `--also DIR` for its folder',
    asked: 'unknown',
    report: (file, why) => report(`${file}: ${why}`),
  });
}
