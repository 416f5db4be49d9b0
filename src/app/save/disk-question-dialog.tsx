import { useCommandContext } from '../../commands/command-context.tsx';
import { runCommand } from '../../commands/registry.ts';
import { comparedStore } from '../../state/compared-store.ts';
import { answerDisk } from '../../state/files/answer-disk.ts';
import { filesStore } from '../../state/files/files-store.ts';
import { useFiles } from '../../state/files/use-files.ts';
import { sessionStore } from '../../state/session-store.ts';
import { uiStore } from '../../state/ui-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** A file that was changed here and on disk: nothing is written until the person says which one counts. */
export function DiskQuestionDialog() {
  const context = useCommandContext();
  const question = useFiles((state) => state.question);
  if (question === null) return null;
  const { file, now } = question;
  const later = () => filesStore.getState().dismiss();

  function compare() {
    later();
    comparedStore.getState().setVersion({ name: `${file} on disk`, file, text: now.text });
    uiStore.getState().showPane('diff');
  }

  return (
    <Dialog title={`${file} was changed on disk, too`} onClose={later}>
      <p className="dialog-text">
        Another program wrote {file} since it was opened, and it was changed here. Nothing was written.
        Whichever you take, undo brings your own text back.
      </p>
      <div className="dialog-actions">
        <Button onClick={compare}>Compare</Button>
        <Button onClick={() => answerDisk(sessionStore, filesStore, 'theirs')}>Take the one on disk</Button>
        <Button
          look="danger"
          onClick={() => {
            answerDisk(sessionStore, filesStore, 'mine');
            runCommand('save', context);
          }}
        >
          Save mine over it
        </Button>
      </div>
    </Dialog>
  );
}
