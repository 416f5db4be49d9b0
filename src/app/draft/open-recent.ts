import { permits } from '../../state/files/handle-home.ts';
import type { RecentProject } from '../../state/files/recent-files.ts';
import { uiStore } from '../../state/page-stores.ts';
import { openFiles } from '../open/open-files.ts';

/** Opens a project from its handles; the browser may ask the person first. */
export async function openRecent({ files, folder }: RecentProject): Promise<void> {
  const chosen: { path: string; file: File; handle: FileSystemFileHandle }[] = [];
  for (const { file: path, handle } of files) {
    try {
      if (!(await permits(handle, 'read'))) {
        uiStore.getState().toast(`The browser was not allowed to read ${path}.`, 'error');
        return;
      }
      chosen.push({ path, file: await handle.getFile(), handle });
    } catch {
      uiStore.getState().toast(`${path} is no longer where it was. Open it by hand.`, 'error');
      return;
    }
  }
  await openFiles({ files: chosen, folder });
}
