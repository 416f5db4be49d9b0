import type { Session } from '../../core/session/session.ts';
import { changedFiles } from '../../core/session/session-files.ts';

/** The changed files whose text was neither saved nor downloaded as it is now. */
export function unsavedFiles(session: Session | null, taken: ReadonlyMap<string, string>): readonly string[] {
  if (session === null) return [];
  const { texts } = session.workspace.input;
  return changedFiles(session).filter((file) => taken.get(file) !== texts.get(file));
}
