// Reads the files of the start once more, for a page that is opened later.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import type { ProjectState } from './project-state.ts';

/** A function that reads the project again; its result is null, with the reason reported, where it cannot be read now. */
export function readAgain(
  io: Io,
  read: (quiet: Io) => Promise<ProjectState>,
): () => Promise<ProjectState | null> {
  // What could not be read is shown on the page.
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
