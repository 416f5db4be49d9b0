import { directoryOpen, fileOpen } from 'browser-fs-access';
import { chosenFiles } from '../../state/import/dropped-files.ts';
import { openFiles } from './open-files.ts';

// Only with these does the browser hand out files that can be written back; else the page's own inputs do.
const canPick = 'showOpenFilePicker' in window && 'showDirectoryPicker' in window;

const skipped: ReadonlySet<string> = new Set(['node_modules', '.git', 'vendor', '__pycache__', '.venv']);

/** A dialog that was closed without a choice is no failure. */
async function opened(picking: Promise<readonly File[]>): Promise<void> {
  try {
    await openFiles(chosenFiles(await picking));
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
  }
}

/** Asks for files that can be saved in place; `instead` is the plain dialog of browsers that know none. */
export function pickFiles(instead: () => void): void {
  if (canPick)
    void opened(
      fileOpen({
        multiple: true,
        description: 'Compose files',
        extensions: ['.yaml', '.yml', '.env', '.svg', '.png'],
      }),
    );
  else instead();
}

/** Asks for the folder of a project, likewise. */
export function pickFolder(instead: () => void): void {
  if (!canPick) {
    instead();
    return;
  }
  const picking = directoryOpen({ recursive: true, skipDirectory: ({ name }) => skipped.has(name) });
  // An empty folder comes back as one handle instead of files.
  void opened(picking.then((list) => list.filter((file) => file instanceof File)));
}
