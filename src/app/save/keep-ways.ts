import { handleHome, type PermittedHandle } from '../../state/files/handle-home.ts';
import { placeHome } from '../../state/files/place-home.ts';
import { rememberProject } from '../../state/files/recent-files.ts';
import { filesStore, sessionStore } from '../../state/page-stores.ts';
import { lookMoments } from './look-moments.ts';

/** Keeps the way back to each opened file that has a handle: to save it there, and to open it again. */
export async function keepWays(
  folder: string | null,
  handles: ReadonlyMap<string, PermittedHandle>,
): Promise<void> {
  const texts = sessionStore.getState().session?.workspace.input.texts;
  for (const [file, handle] of handles) {
    const text = texts?.get(file);
    if (text !== undefined) placeHome(sessionStore, filesStore, handleHome(file, handle, lookMoments), text);
  }
  await rememberProject(folder, handles, Date.now());
}
