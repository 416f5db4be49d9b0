// The page in a webview of VS Code, or of an editor of its family.

// Imported only so that the stores and their hooks end in one script of the first load: the bundler separates parts that different chunks
// fetch.
import '../../state/use-store.ts';
import type { PageMessage } from './protocol.ts';
import { type EditorPort, startEmbedded } from './start-embedded.ts';

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void };

/** Returns the port to the editor around the page; may be called once only. */
function webviewPort(): EditorPort {
  const editor = acquireVsCodeApi();
  return {
    post: (message) => editor.postMessage(message),
    listen(receive) {
      const heard = ({ data }: MessageEvent<unknown>) => receive(data);
      window.addEventListener('message', heard);
      return () => window.removeEventListener('message', heard);
    },
  };
}

/** Connects the page to the editor around it. */
export function holdPage(): void {
  startEmbedded(webviewPort());
}
