import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { forgetProjects } from '../../state/files/recent-files.ts';
import { unsavedFiles } from '../../state/files/unsaved-files.ts';
import {
  comparedStore,
  draftAutosave,
  draftStatusStore,
  filesStore,
  pinStore,
  sessionStore,
  uiStore,
} from '../../state/page-stores.ts';
import { forgetPreference } from '../../state/ui/preferences.ts';
import { useSession } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/**
 * Closes the open project and wipes what this browser keeps of it: its draft, earlier drafts of the very same file, its pins and its
 * place among the recent ones. Another file that only has its name keeps its drafts.
 */
async function forgetFile(): Promise<void> {
  const { session } = sessionStore.getState();
  if (session === null) return;
  const main = mainDocument(session.opened);
  const files = [...session.workspace.input.texts.keys()];
  comparedStore.getState().setVersion(null);
  // Pins are kept by the main file, which may have been another one of the project.
  for (const file of files) forgetPreference(`pins.${file}`);
  pinStore.setState({ file: '', pins: new Map() });
  await draftAutosave.forget();
  await draftAutosave.look();
  for (const { id, opened } of draftStatusStore.getState().earlier ?? []) {
    if (opened.some(([file, text]) => file === main.file && text === main.text))
      await draftAutosave.remove(id);
  }
  await forgetProjects(files);
}

/** Asks before a file is forgotten: what was not saved goes with it. */
export function ForgetDialog() {
  const session = useSession((state) => state.session);
  const unsaved = unsavedFiles(session, filesStore.getState().taken);
  const close = () => uiStore.getState().setDialog(null);
  return (
    <Dialog title="Forget this file" onClose={close}>
      <p className="bh-dialog-text">
        Its drafts and its place among the recent files are wiped from this browser, and it is closed. The
        file on disk stays as it is.
        {unsaved.length > 0 && ` The changes of ${unsaved.join(', ')} are not saved and are lost.`}
      </p>
      <div className="bh-dialog-actions">
        <Button onClick={close}>Cancel</Button>
        <Button
          look="danger"
          onClick={() => {
            close();
            uiStore.getState().select([]);
            void forgetFile().then(() => uiStore.getState().toast('Forgotten.', 'success'));
          }}
        >
          Forget and close
        </Button>
      </div>
    </Dialog>
  );
}
