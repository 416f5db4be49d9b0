import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Draft } from '../../state/drafts/draft.ts';
import { permits } from '../../state/files/handle-home.ts';
import { type RecentProject, recentProjects } from '../../state/files/recent-files.ts';
import { filesOfDirectory } from '../../state/import/dropped-files.ts';
import { draftAutosave, uiStore } from '../../state/page-stores.ts';
import { useDraftStatus } from '../../state/use-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { openFiles } from '../open/open-files.ts';

/** Opens a project from its handles; the browser may ask the person first. */
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
      uiStore.getState().toast(`${path} is no longer where it was. Open it by hand.`, 'error');
      return;
    }
  }
  await openFiles({ files: chosen, folder });
}

/** Opens a folder by its handle, with whatever lies in it now. */
async function openDirectory(directory: FileSystemDirectoryHandle): Promise<void> {
  const { toast } = uiStore.getState();
  if (!(await permits(directory, 'read'))) {
    return toast(`The browser was not allowed to read ${directory.name}.`, 'error');
  }
  const chosen = await filesOfDirectory(directory);
  if (chosen.files.length > 0) await openFiles(chosen);
  else toast(`${directory.name} is no longer where it was, or nothing is in it. Open it by hand.`, 'error');
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString();
}

const close = () => uiStore.getState().setDialog(null);

function DraftRow({ draft, elsewhere }: { readonly draft: Draft; readonly elsewhere: boolean }) {
  return (
    <li className="bh-recent-row" data-draft={draft.name}>
      <span className="bh-recent-words">
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
    <li className="bh-recent-row" data-recent={names}>
      <span className="bh-recent-words">
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

/** Drafts of earlier work, and the files that were opened last. */
export function RecentDialog() {
  const earlier = useDraftStatus((state) => state.earlier);
  const elsewhere = useDraftStatus((state) => state.elsewhere);
  const unreadable = useDraftStatus((state) => state.unreadable);
  const [recent, setRecent] = useState<readonly RecentProject[]>([]);

  useEffect(() => {
    void draftAutosave.look();
    void recentProjects().then(setRecent);
  }, []);

  const nothing = (earlier ?? []).length + recent.length + unreadable === 0;
  return (
    <Dialog title="Earlier work and recent files" onClose={close} className="bh-dialog-wide">
      {nothing && <p className="bh-dialog-text">Nothing is kept in this browser.</p>}
      {unreadable > 0 && (
        <p className="bh-dialog-text">
          {unreadable === 1 ? 'One draft' : `${unreadable} drafts`} cannot be read: made by another version of
          Bulkhead, or damaged. Nothing of it is changed or wiped.
        </p>
      )}
      {(earlier ?? []).length > 0 && (
        <ul className="bh-recent-list" aria-label="Earlier work">
          {earlier?.map((draft) => (
            <DraftRow key={draft.id} draft={draft} elsewhere={elsewhere.has(draft.id)} />
          ))}
        </ul>
      )}
      {recent.length > 0 && (
        <ul className="bh-recent-list" aria-label="Recent files">
          {recent.map((project) => (
            <RecentRow key={project.id} recent={project} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}
