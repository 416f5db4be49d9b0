import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { isChanged } from '../../core/session/session-files.ts';
import { unsavedFiles } from '../../state/files/unsaved-files.ts';
import { hostViewStore, uiStore } from '../../state/page-stores.ts';
import { useFiles, useHost, useSession } from '../../state/use-store.ts';

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

/** What is open together, and whether something of it is not saved; the open stack's file besides. */
function HostName() {
  const name = useHost((state) => state.name);
  const stacks = useHost((state) => state.stacks);
  const unfolded = useHost((state) => state.unfolded);
  const containers = useHost((state) => state.analysis?.reach.services.length ?? 0);
  const unsaved = stacks.filter((stack) => stack.unsaved).length;
  const counts = `${stacks.length} ${stacks.length === 1 ? 'stack' : 'stacks'}, ${containers} ${containers === 1 ? 'container' : 'containers'}`;
  return (
    <span className="bh-file-name" data-host-name="">
      <button
        type="button"
        className="bh-file-name-button"
        data-command="file-details"
        title="The host: what is assumed, and what was not read"
        onClick={() => {
          hostViewStore.getState().select(null);
          uiStore.getState().callForFile();
        }}
      >
        <strong className="bh-truncate">{name ?? 'Host'}</strong>
      </button>
      <span className="bh-file-state">
        {counts}
        {unfolded !== null && ` · ${unfolded} is open`}
      </span>
      {unsaved > 0 && (
        <span className="bh-file-state bh-file-changed">
          {unsaved === 1 ? '1 stack not saved' : `${unsaved} stacks not saved`}
        </span>
      )}
    </span>
  );
}

/** The host, or the open file, and whether what is on the page was taken away. */
export function FileName() {
  const stacks = useHost((state) => state.stacks.length > 0);
  return stacks ? <HostName /> : <OneFileName />;
}

/** The file's name and whether what is on the page was taken away. */
function OneFileName() {
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
