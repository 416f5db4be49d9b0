import type { Chosen } from '../../state/dropped-files.ts';
import { filesStore } from '../../state/files/files-store.ts';
import { handleHome } from '../../state/files/handle-home.ts';
import { placeHome } from '../../state/files/place-home.ts';
import { rememberProject } from '../../state/files/recent-files.ts';
import { importFiles } from '../../state/import-files.ts';
import { sessionStore } from '../../state/session-store.ts';
import { tellOpened } from '../tell-opened.ts';
import { lookMoments } from './look-moments.ts';

/** Opens chosen or dropped files, says so, and keeps the way back to each that has one. False where there was nothing. */
export async function openFiles(chosen: Chosen): Promise<boolean> {
  const opened = await importFiles(sessionStore, chosen);
  if (opened === null) return false;
  tellOpened(opened);
  const texts = sessionStore.getState().session?.workspace.input.texts;
  for (const [file, handle] of opened.handles) {
    const text = texts?.get(file);
    if (text !== undefined) placeHome(sessionStore, filesStore, handleHome(file, handle, lookMoments), text);
  }
  await rememberProject(chosen.folder, opened.handles, Date.now());
  return true;
}
