import { Hand, X } from 'lucide-react';
import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { exampleFile } from '../../state/import/example.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { IconButton } from '../../ui/button.tsx';

/** Beside the summary of the sample: the drag to try and, once something was changed, what comes next. */
export function TryNote() {
  const trying = useUi((state) => state.trying);
  const onSample = useSession(
    ({ session }) => session !== null && mainDocument(session.workspace).file === exampleFile,
  );
  const done = useSession(({ session }) => (session?.undo.length ?? 0) > 0);
  if (!trying || !onSample) return null;
  return (
    <div className="bh-try-note" role="status">
      <Hand size={14} aria-hidden="true" />
      {done ? (
        <p>
          Findings and footer say what that means; Undo takes it back. Now <b>your own file</b>:
        </p>
      ) : (
        <p>
          Try it: drag <b>proxy</b> onto <b>back</b>. What it would open is said before you let go.
        </p>
      )}
      {done && (
        <CommandButton id="open" className="bh-button-small">
          Open a file
        </CommandButton>
      )}
      <IconButton
        className="bh-icon-button-small"
        label="End the hint"
        icon={<X size={13} />}
        onClick={() => uiStore.getState().setTrying(false)}
      />
    </div>
  );
}
