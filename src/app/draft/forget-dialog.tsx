import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import type { Session } from '../../core/session/session.ts';
import { forgetProjects } from '../../state/files/recent-files.ts';
import { unsavedFiles } from '../../state/files/unsaved-files.ts';
import {
  comparedStore,
  draftAutosave,
  draftStatusStore,
  filesStore,
  hostStore,
  pinStore,
  sessionStore,
  uiStore,
} from '../../state/page-stores.ts';
import { forgetPreference } from '../../state/ui/preferences.ts';
import { useHost } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** What is open: the project, or every stack of the host. */
function openSessions(): readonly Session[] {
  const { stacks } = hostStore.getState();
  const { session } = sessionStore.getState();
  if (stacks.length > 0) return stacks.map((stack) => stack.session);
  return session === null ? [] : [session];
}

/**
 * Closes the open project and wipes what this browser keeps of it: its draft, earlier drafts of the very same file, its pins and its
 * place among the recent ones. Another file that only has its name keeps its drafts.
 */
async function forgetFile(): Promise<void> {
  const open = openSessions();
  const mains = open.map(({ opened }) => mainDocument(opened));
  const files = open.flatMap(({ workspace }) => [...workspace.input.texts.keys()]);
  comparedStore.getState().setVersion(null);
  // Pins are kept by the main file, which may have been another one of the project.
  for (const file of files) forgetPreference(`pins.${file}`);
  pinStore.setState({ file: '', pins: new Map() });
  await draftAutosave.forget();
  await draftAutosave.look();
  for (const { id, opened } of draftStatusStore.getState().earlier ?? []) {
    if (opened.some(([file, text]) => mains.some((main) => file === main.file && text === main.text)))
      await draftAutosave.remove(id);
  }
  await forgetProjects(files);
}

/** Asks before a file is forgotten: what was not saved goes with it. */
export function ForgetDialog() {
  const count = useHost((state) => state.stacks.length);
  const { taken } = filesStore.getState();
  const unsaved = openSessions().flatMap((session) => unsavedFiles(session, taken));
  const close = () => uiStore.getState().setDialog(null);
  return (
    <Dialog title={count > 0 ? `Forget these ${count} stacks` : 'Forget this file'} onClose={close}>
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
