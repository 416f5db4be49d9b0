import { type FormEvent, useState } from 'react';
import { useCommandContext } from '../../commands/command-context.tsx';
import { saveFiles } from '../../commands/save-commands.ts';
import type { Session } from '../../core/session/session.ts';
import { ChangesChoices } from '../../panels/diff/changes-choices.tsx';
import { ChangesView } from '../../panels/diff/changes-view.tsx';
import { useChanges } from '../../panels/diff/use-changes.ts';
import { filesStore, uiStore } from '../../state/page-stores.ts';
import { useFiles, useSession } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LazyTextDiff } from '../shell/lazy-text-diff.ts';
import { whereWords } from './where-words.ts';

function Review({ session }: { readonly session: Session }) {
  const context = useCommandContext();
  const [wanted, setWanted] = useState<string | null>(null);
  const homes = useFiles((state) => state.homes);
  const unasked = useFiles((state) => state.unasked);
  const changes = useChanges(session, null);
  const { files } = changes;
  const file = files.find((name) => name === wanted) ?? files[0];
  const close = () => uiStore.getState().setDialog(null);

  function save(event: FormEvent) {
    event.preventDefault();
    close();
    void saveFiles(context);
  }

  return (
    <Dialog title="Save these changes?" onClose={close} className="bh-dialog-review">
      <form className="bh-review" onSubmit={save}>
        <p className="bh-dialog-text">{whereWords(files, changes.after, homes)}</p>
        {file !== undefined && (
          <div className="bh-review-changes">
            <div className="bh-diff-bar">
              <ChangesChoices files={files} file={file} onFile={setWanted} />
            </div>
            <ChangesView changes={changes} file={file} TextDiff={LazyTextDiff} />
          </div>
        )}
        <div className="bh-dialog-actions bh-review-actions">
          <Checkbox
            label="Save without asking in this session"
            checked={unasked}
            onChange={(on) => filesStore.getState().setUnasked(on)}
          />
          <span className="bh-bar-fill" />
          <Button onClick={close}>Cancel</Button>
          <button
            type="submit"
            className="bh-button bh-button-primary"
            data-autofocus=""
            disabled={file === undefined}
          >
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What saving is about to write, before anything is written: lines, connections, findings. Enter saves. */
export function ReviewDialog() {
  const session = useSession((state) => state.session);
  return session === null ? null : <Review session={session} />;
}
