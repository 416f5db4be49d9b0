// The same read again, for a page that is opened later.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import type { ProjectState } from './project-state.ts';

/** How a server reads it again; null, with the reason told, where it cannot be read now. */
export function readAgain(
  io: Io,
  read: (quiet: Io) => Promise<ProjectState>,
): () => Promise<ProjectState | null> {
  // What could not be read is told to the page.
  const quiet = { ...io, complain: () => {} };
  return async () => {
    try {
      return await read(quiet);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      io.complain(error.lines);
      return null;
    }
  };
}
