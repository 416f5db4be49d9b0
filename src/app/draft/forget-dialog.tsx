import { forgetFile } from '../../state/drafts/forget-file.ts';
import { unsavedFiles } from '../../state/files/unsaved-files.ts';
import { filesStore, uiStore } from '../../state/page-stores.ts';
import { useSession } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asks before a file is forgotten: what was not saved goes with it. */
export function ForgetDialog() {
  const session = useSession((state) => state.session);
  const unsaved = unsavedFiles(session, filesStore.getState().taken);
  const close = () => uiStore.getState().setDialog(null);
  return (
    <Dialog title="Forget this file" onClose={close}>
      <p className="dialog-text">
        Its drafts and its place among the recent files are wiped from this browser, and it is closed. The
        file on disk stays as it is.
        {unsaved.length > 0 && ` The changes of ${unsaved.join(', ')} are not saved and are lost.`}
      </p>
      <div className="dialog-actions">
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
