import { useSession } from '../state/use-store.ts';

function stateWords(changed: boolean, steps: number, stale: boolean): string {
  if (stale) return 'cannot be read';
  if (!changed) return 'as opened';
  return steps === 1 ? '1 change, not downloaded' : `${steps} changes, not downloaded`;
}

/** The file's name and whether what is on the page was taken away. */
export function FileName() {
  const file = useSession((state) => state.session?.document.file ?? null);
  const changed = useSession(
    (state) => state.session !== null && state.session.document.text !== state.session.opened,
  );
  const steps = useSession((state) => state.session?.undo.length ?? 0);
  const stale = useSession((state) => state.session?.document.stale === true);
  if (file === null) return <span className="file-name dim">no file yet</span>;
  return (
    <span className="file-name">
      <strong className="truncate" title={file}>
        {file}
      </strong>
      <span className={changed ? 'file-state file-changed' : 'file-state'}>
        {stateWords(changed, steps, stale)}
      </span>
    </span>
  );
}
