// The machine as commands see it: whatever reaches a terminal passes here, and so does every look at a path. Names and values
// of files may hold what a terminal obeys.

import { visibleLines, visibleStart } from '../../core/export/visible-text.ts';
import { fileFailure } from '../input/read-text.ts';
import type { Io } from '../io.ts';

/** `io`, with control characters shown on terminals, and failures of the file system in words. */
export function guardedIo(io: Io): Io {
  return {
    ...io,
    // Into a file or a pipe goes what was asked for, byte for byte.
    print: (chunks) => io.print(io.terminal ? shown(chunks) : chunks),
    complain: (message) => io.complain([message].flat().map(visibleStart)),
    kindOf(path) {
      try {
        return io.kindOf(path);
      } catch (error) {
        throw fileFailure(path, error);
      }
    },
  };
}

function* shown(chunks: Iterable<string>): Generator<string> {
  for (const chunk of chunks) yield visibleLines(chunk);
}
