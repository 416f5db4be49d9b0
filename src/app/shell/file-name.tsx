import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { isChanged } from '../../core/session/session-files.ts';
import { unsavedFiles } from '../../state/files/unsaved-files.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useFiles, useSession } from '../../state/use-store.ts';

interface FileState {
  readonly stale: boolean;
  readonly changed: boolean;
  readonly unsaved: boolean;
  /** Whether the file is known where it lives. */
  readonly inPlace: boolean;
  readonly steps: number;
}

function stateWords({ stale, changed, unsaved, inPlace, steps }: FileState): string {
  if (stale) return 'cannot be read';
  if (!changed) return inPlace && steps > 0 ? 'saved' : 'as opened';
  if (!unsaved) return 'downloaded';
  return steps === 1 ? '1 change, not saved' : `${steps} changes, not saved`;
}

/** The file's name and whether what is on the page was taken away. */
export function FileName() {
  const file = useSession((state) => (state.session ? mainDocument(state.session.workspace).file : null));
  const session = useSession((state) => state.session);
  const taken = useFiles((state) => state.taken);
  const inPlace = useFiles((state) => file !== null && state.homes.has(file));
  if (session === null || file === null) return <span className="bh-file-name bh-dim">no file yet</span>;
  const others = session.workspace.files.length - 1;
  const unsaved = unsavedFiles(session, taken).length > 0;
  const changed = isChanged(session);
  const { stale } = session.workspace;
  return (
    <span className="bh-file-name">
      <button
        type="button"
        className="bh-file-name-button"
        data-command="file-details"
        title={`${file}: its files, profiles, and what is assumed`}
        onClick={() => uiStore.getState().callForFile()}
      >
        <strong className="bh-truncate">{file}</strong>
        {others > 0 && <span className="bh-tally">+{others}</span>}
      </button>
      <span className={unsaved ? 'bh-file-state bh-file-changed' : 'bh-file-state'}>
        {stateWords({ stale, changed, unsaved, inPlace, steps: session.undo.length })}
      </span>
    </span>
  );
}
