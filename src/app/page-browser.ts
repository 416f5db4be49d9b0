import type { BrowserApi } from '../commands/command.ts';
import { uiStore } from '../state/page-stores.ts';
import { isSignedIn } from './local-file/local-project.ts';
import { downloadBlob } from './save/download-blob.ts';

/** What the browser does for commands: file dialog, download, clipboard. */
export function pageBrowser(chooseFile: () => void, chooseFolder: () => void): BrowserApi {
  return {
    chooseFile,
    chooseFolder,
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
