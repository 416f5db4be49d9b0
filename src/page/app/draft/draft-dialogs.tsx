import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { nameList } from '../../../core/compose/name-list.ts';
import { plural } from '../../../core/compose/numbers.ts';
import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import type { Session } from '../../../core/session/session.ts';
import type { Draft } from '../../state/drafts/draft.ts';
import { unsavedFiles } from '../../state/files/files-store.ts';
import { permits } from '../../state/files/handle-home.ts';
import { forgetProjects, type RecentProject, recentProjects } from '../../state/files/recent-files.ts';
import { filesOfDirectory } from '../../state/import/dropped-files.ts';
import {
  comparedStore,
  draftAutosave,
  draftStatusStore,
  filesStore,
  pinStore,
  uiStore,
  workStore,
} from '../../state/page-stores.ts';
import { forgetPreference } from '../../state/ui/preferences.ts';
import { useDraftStatus, useWork } from '../../state/use-store.ts';
import { drawnSession, hostStacks } from '../../state/work/selectors.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { openFiles } from '../open/open-files.ts';

/** Opens a recent project from its file handles; the browser may ask for permission first. */
async function openRecent({ files, folder, directory = null }: RecentProject): Promise<void> {
  if (directory !== null) return openDirectory(directory);
  const chosen: { path: string; file: File; handle: FileSystemFileHandle }[] = [];
  for (const { file: path, handle } of files) {
    try {
      if (!(await permits(handle, 'read'))) {
        uiStore.getState().toast(`The browser was not allowed to read ${path}.`, 'error');
        return;
      }
      chosen.push({ path, file: await handle.getFile(), handle });
    } catch {
      uiStore.getState().toast(`${path} was moved or deleted. Open it again.`, 'error');
      return;
    }
  }
  await openFiles({ files: chosen, folder });
}

/** Opens a folder by its handle, with its current files. */
async function openDirectory(directory: FileSystemDirectoryHandle): Promise<void> {
  const { toast } = uiStore.getState();
  if (!(await permits(directory, 'read'))) {
    return toast(`The browser was not allowed to read ${directory.name}.`, 'error');
  }
  const chosen = await filesOfDirectory(directory);
  if (chosen.files.length > 0) await openFiles(chosen);
  else toast(`${directory.name} was moved, deleted or emptied. Open it again.`, 'error');
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString();
}

const close = () => uiStore.getState().setDialog(null);

function DraftRow({ draft, elsewhere }: { readonly draft: Draft; readonly elsewhere: boolean }) {
  return (
    <li className="bh-row bh-gap-2" data-draft={draft.name}>
      <span className="bh-grid bh-grow">
        <strong className="bh-truncate">{draft.name}</strong>
        <span className="bh-dim">
          {elsewhere ? 'in another tab' : draft.aside ? 'put aside' : 'unsaved'}, {timeOf(draft.savedAt)}
        </span>
      </span>
      <Button
        onClick={() => {
          close();
          void (elsewhere ? draftAutosave.takeOver(draft) : draftAutosave.restore(draft));
        }}
      >
        {elsewhere ? 'Take it over' : 'Bring back'}
      </Button>
      {!elsewhere && (
        <IconButton
          label={`Forget the draft of ${draft.name}`}
          icon={<Trash2 size={14} />}
          onClick={() => void draftAutosave.remove(draft.id)}
        />
      )}
    </li>
  );
}

function RecentRow({ recent }: { readonly recent: RecentProject }) {
  const names = recent.files.map(({ file }) => file).join(', ');
  return (
    <li className="bh-row bh-gap-2" data-recent={names}>
      <span className="bh-grid bh-grow">
        <strong className="bh-truncate">
          {recent.folder === null ? names : `${recent.folder}: ${names}`}
        </strong>
        <span className="bh-dim">opened {timeOf(recent.openedAt)}</span>
      </span>
      <Button
        onClick={() => {
          close();
          void openRecent(recent);
        }}
      >
        Open
      </Button>
    </li>
  );
}

/** The dialog of drafts and recently opened files. */
export function RecentDialog() {
  const earlier = useDraftStatus((state) => state.earlier);
  const elsewhere = useDraftStatus((state) => state.elsewhere);
  const unreadable = useDraftStatus((state) => state.unreadable);
  const [recent, setRecent] = useState<readonly RecentProject[]>([]);

  useEffect(() => {
    void draftAutosave.findOtherDrafts();
    void recentProjects().then(setRecent);
  }, []);

  const nothing = (earlier ?? []).length + recent.length + unreadable === 0;
  return (
    <Dialog title="Earlier work and recent files" onClose={close} width={720}>
      {nothing && <p className="bh-break">Nothing is stored in this browser.</p>}
      {unreadable > 0 && (
        <p className="bh-break">
          {unreadable === 1 ? 'One draft' : `${unreadable} drafts`} cannot be read: created by another version
          of Bulkhead, or damaged. It is neither changed nor deleted.
        </p>
      )}
      {(earlier ?? []).length > 0 && (
        <ul className="bh-grid bh-gap-2" aria-label="Earlier work">
          {earlier?.map((draft) => (
            <DraftRow key={draft.id} draft={draft} elsewhere={elsewhere.has(draft.id)} />
          ))}
        </ul>
      )}
      {recent.length > 0 && (
        <ul className="bh-grid bh-gap-2" aria-label="Recent files">
          {recent.map((project) => (
            <RecentRow key={project.id} recent={project} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

/** Returns the sessions of the open project, or of every stack of the host. */
function openSessions(): readonly Session[] {
  const stacks = hostStacks(workStore.getState());
  const session = drawnSession(workStore.getState());
  if (stacks.length > 0) return stacks.map((stack) => stack.session);
  return session === null ? [] : [session];
}

/**
 * Closes the open project and deletes everything that the browser stores about it: drafts of the same file, pins, and its entry in the
 * recent files.
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
  await draftAutosave.findOtherDrafts();
  for (const { id, opened } of draftStatusStore.getState().earlier ?? []) {
    if (opened.some(([file, text]) => mains.some((main) => file === main.file && text === main.text)))
      await draftAutosave.remove(id);
  }
  await forgetProjects(files);
}

/** The dialog that confirms forgetting a file with its unsaved changes. */
export function ForgetDialog() {
  const count = useWork((state) => hostStacks(state).length);
  const { taken } = filesStore.getState();
  const unsaved = openSessions().flatMap((session) => unsavedFiles(session, taken));
  const close = () => uiStore.getState().setDialog(null);
  return (
    <Dialog title={count > 0 ? `Forget ${plural(count, 'stack')}` : 'Forget this file'} onClose={close}>
      <p className="bh-break">
        Its drafts and its entry in the recent files are deleted from this browser, and it is closed. The file
        on disk stays as it is.
        {unsaved.length > 0 && ` The changes of ${nameList(unsaved)} are not saved and are lost.`}
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
