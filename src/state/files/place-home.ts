import type { SessionStore } from '../session-store.ts';
import type { FileHome } from './file-home.ts';
import type { FilesStore } from './files-store.ts';
import { noticeDisk } from './notice-disk.ts';

/** Gives an open file its home and follows the changes there; `version` is that of the text which was opened. */
export function placeHome(session: SessionStore, files: FilesStore, home: FileHome, version: string): void {
  const stop = home.watch((now) => {
    const { asked, homes } = files.getState();
    // Its own writes come back, and a question that was put off waits for the next save.
    if (homes.get(home.file)?.version === now.version || asked.get(home.file) === now.version) return;
    noticeDisk(session, files, home.file, now);
  });
  files.getState().place(home, version, stop);
}
