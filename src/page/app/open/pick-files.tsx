import { fileOpen } from 'browser-fs-access';
import type { Ref } from 'react';
import { type ChosenFiles, chosenFiles, filesOfDirectory } from '../../state/import/dropped-files.ts';
import { openChosen, openFiles } from './open-files.ts';

// Only through these functions does the browser give files that can be written back; elsewhere the page's own inputs are used.
const canPick = 'showOpenFilePicker' in window && 'showDirectoryPicker' in window;

/** The pickers that neither every browser nor TypeScript's library has. */
interface PickingWindow {
  showDirectoryPicker(): Promise<FileSystemDirectoryHandle>;
}

function canPickFolder(page: object): page is PickingWindow {
  return canPick && 'showDirectoryPicker' in page;
}

/** Opens the result of a picker; a picker closed without a choice is no error. */
async function opened(picking: Promise<ChosenFiles>): Promise<void> {
  try {
    await openFiles(await picking);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
  }
}

/** Asks for files that can be saved in place; calls `instead` in browsers without that picker. */
export function pickFiles(instead: () => void): void {
  if (canPick)
    void opened(
      fileOpen({
        multiple: true,
        description: 'Compose files',
        extensions: ['.yaml', '.yml', '.env', '.json', '.svg', '.png'],
      }).then(chosenFiles),
    );
  else instead();
}

/** Asks for a project's folder; calls `instead` in browsers without that picker. */
export function pickFolder(instead: () => void): void {
  const page: object = window;
  if (canPickFolder(page)) void opened(page.showDirectoryPicker().then(filesOfDirectory));
  else instead();
}

/** The page's hidden file input, marked `data-open`. */
export function FileInput({ ref }: { readonly ref: Ref<HTMLInputElement> }) {
  return (
    <input
      ref={ref}
      type="file"
      data-open=""
      className="bh-visually-hidden"
      aria-label="Open compose files"
      tabIndex={-1}
      multiple
      accept=".yaml,.yml,.env,text/yaml,application/yaml,text/plain,.json,application/json,.svg,.png"
      onChange={(event) => openChosen(event.currentTarget)}
    />
  );
}

/** The page's hidden folder input, which takes the files of a compose project. */
export function FolderInput({ ref }: { readonly ref: Ref<HTMLInputElement> }) {
  return (
    <input
      ref={ref}
      type="file"
      data-open-folder=""
      className="bh-visually-hidden"
      aria-label="Open the folder of a compose project"
      tabIndex={-1}
      {...{ webkitdirectory: '' }}
      onChange={(event) => openChosen(event.currentTarget)}
    />
  );
}
