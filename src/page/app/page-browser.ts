import { fileName } from '../../core/quote/file-name.ts';
import type { BrowserApi } from '../commands/command.ts';
import { uiStore, workStore } from '../state/page-stores.ts';
import { isSignedIn } from './local-file/local-project.ts';
import { openFiles } from './open/open-files.ts';

/** Returns the browser's services for commands: file dialog, download, clipboard. */
export function pageBrowser(chooseFile: () => void, chooseFolder: () => void): BrowserApi {
  return {
    chooseFile,
    chooseFolder,
    openTexts(texts, folder) {
      const files = [...texts].map(([path, text]) => ({
        path,
        file: new File([text], path.slice(path.lastIndexOf('/') + 1)),
      }));
      void openFiles({ files, folder });
    },
    print: () => void printPicture(),
    systemDark: () => window.matchMedia('(prefers-color-scheme: dark)').matches,
    save(file, text) {
      // TextEncoder writes the byte order mark where the text has one, and every line ending as it is.
      downloadBlob(file, new Blob([new TextEncoder().encode(text)], { type: 'application/yaml' }));
    },
    async copy(text, done, instead = '') {
      const { toast } = uiStore.getState();
      try {
        await navigator.clipboard.writeText(text);
        toast(done, 'success');
        return true;
      } catch {
        toast(`The browser does not allow copying here. ${instead}`.trimEnd(), 'error');
        return false;
      }
    },
    ...(isSignedIn(document) ? { signOut: () => window.location.assign('logout') } : {}),
  };
}

/** Prints the picture alone, on a page of its shape. */
async function printPicture(): Promise<void> {
  const { printedPicture } = await import('./share/exported-file.ts');
  const svg = printedPicture(workStore.getState());
  if (svg === null) {
    uiStore.getState().toast('The picture cannot be printed while the file cannot be read.', 'error');
    return;
  }
  const paper = document.createElement('div');
  paper.className = 'bh-paper';
  const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  paper.append(document.importNode(drawn, true));
  document.body.append(paper);
  window.addEventListener('afterprint', () => paper.remove(), { once: true });
  window.print();
}

/** Downloads a file. */
export function downloadBlob(file: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(file);
  document.body.append(link);
  link.click();
  link.remove();
  // The download has to have begun before the address goes.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
