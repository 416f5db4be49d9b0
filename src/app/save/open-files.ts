import type { Chosen } from '../../state/dropped-files.ts';
import { importFiles } from '../../state/import-files.ts';
import { sessionStore } from '../../state/session-store.ts';
import { tellOpened } from '../tell-opened.ts';

/** Opens chosen or dropped files, says so, and keeps the way back to each that has one. False where there was nothing. */
export async function openFiles(chosen: Chosen): Promise<boolean> {
  // Before the files are open: what changes on disk from then on is noticed.
  const ways = chosen.files.some(({ handle }) => handle) ? await import('./keep-ways.ts') : null;
  const opened = await importFiles(sessionStore, chosen);
  if (opened === null) return false;
  tellOpened(opened);
  await ways?.keepWays(chosen.folder, opened.handles);
  return true;
}
