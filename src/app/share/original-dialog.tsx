import { useCommandContext } from '../../commands/command-context.tsx';
import { runCommand } from '../../commands/registry.ts';
import { uiStore } from '../../state/page-stores.ts';
import { leftCount, leftWords } from '../../state/share/left-words.ts';
import { useSession } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Instead of saving what a link left something out of: asks for the original file, to which changes can be carried over. */
export function OriginalDialog() {
  const context = useCommandContext();
  const left = useSession((state) => state.left);
  const changes = useSession((state) => state.session?.undo) ?? [];
  const close = () => uiStore.getState().setDialog(null);
  function leave(command: string) {
    close();
    runCommand(command, context);
  }
  const what =
    left === null || left.size === 0
      ? 'all comments'
      : `${leftCount(left)} and all comments (${leftWords(left)})`;
  return (
    <Dialog title="Saving needs the original file" onClose={close}>
      <p className="bh-dialog-text">
        This design was opened from a link that left out {what}. Saved over the file, it would take them away,
        so nothing is written.
      </p>
      {changes.length > 0 && (
        <>
          <p className="bh-dialog-text">
            Open the original, and {changes.length === 1 ? 'the change' : `the ${changes.length} changes`}{' '}
            made here can be carried over to it:
          </p>
          <ul className="bh-plain-list">
            {changes.map(({ label }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the history only grows while this is open.
              <li key={at}>{label}</li>
            ))}
          </ul>
        </>
      )}
      <div className="bh-dialog-actions">
        <Button onClick={close}>Cancel</Button>
        <Button onClick={() => leave('download')}>Download what is here</Button>
        <Button look="primary" data-autofocus="" onClick={() => leave('open')}>
          Open the original file…
        </Button>
      </div>
    </Dialog>
  );
}
