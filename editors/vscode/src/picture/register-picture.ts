// The picture as an editor of its own for the same text: so the text stays the editor's, with its undo, its unsaved state and its
// file, and closing either of the two loses nothing.

import { readFile } from 'node:fs/promises';
import {
  type CustomTextEditorProvider,
  commands,
  Disposable,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { bindPicture } from './bind-picture.ts';
import { editorTheme } from './editor-theme.ts';
import { addressOf, type ServerProject } from './find-project.ts';
import { pageHtml } from './page-html.ts';

export const pictureType = 'bulkhead.picture';

/** Registers the picture and its command. `page` is the folder of the built page. */
export function registerPicture(
  page: Uri,
  askServer: (text: Uri) => Promise<ServerProject | null>,
): Disposable {
  const provider: CustomTextEditorProvider = {
    async resolveCustomTextEditor(document, panel) {
      const { webview } = panel;
      webview.options = { enableScripts: true, localResourceRoots: [page] };
      const index = await readFile(Uri.joinPath(page, 'index.html').fsPath, 'utf8');
      // Before the page can say anything.
      bindPicture(panel, document, askServer);
      webview.html = pageHtml(index, {
        source: webview.cspSource,
        addressOf: (path) => webview.asWebviewUri(Uri.joinPath(page, path)).toString(),
        dark: ['dark', 'high-contrast'].includes(editorTheme(window.activeColorTheme.kind)),
      });
    },
  };
  return Disposable.from(
    window.registerCustomEditorProvider(pictureType, provider, {
      // Zoom, selection and what stands open stay while another tab is in front.
      webviewOptions: { retainContextWhenHidden: true },
      supportsMultipleEditorsPerDocument: false,
    }),
    commands.registerCommand('bulkhead.showPicture', async (chosen?: Uri) => {
      const text = chosen ?? window.activeTextEditor?.document.uri;
      if (text === undefined) {
        void window.showInformationMessage(
          'Bulkhead: open a compose file first; its picture is shown beside it.',
        );
        return;
      }
      // The server speaks of open texts.
      await workspace.openTextDocument(text);
      const project = await askServer(text);
      const [first] = project?.order ?? [];
      // One picture for a project, beside its first file, whichever of its files it is asked for.
      const main =
        project === null || first === undefined ? text : addressOf(Uri.parse(project.folder), first);
      await commands.executeCommand('vscode.openWith', main, pictureType, ViewColumn.Beside);
    }),
  );
}
