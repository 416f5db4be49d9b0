import { useMemo } from 'react';
import type { Session } from '../../../core/session/session.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { saveStacks } from '../../commands/save-commands.ts';
import { type MergeOffer, mergeOffer, resolveDiskChange } from '../../state/files/disk-changes.ts';
import type { DiskQuestion } from '../../state/files/files-store.ts';
import { comparedStore, filesStore, uiStore, workOfFile, workStore } from '../../state/page-stores.ts';
import { useFiles, useWork } from '../../state/use-store.ts';
import { everyStack } from '../../state/work/fleet.ts';
import { hostStacks } from '../../state/work/selectors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Returns a sentence about whether the two changes can be merged. */
function mergeText(offer: MergeOffer): string {
  switch (offer.kind) {
    case 'merged':
      return 'The two changes do not overlap: merging keeps both, as one undo step, and writes nothing yet.';
    case 'overlap':
      return `Both change the same place (here line ${offer.line}), so one of them has to be chosen.`;
    case 'too-different':
      return 'The two texts differ too much to be merged line by line.';
    case 'unfit':
      return `The two changes do not overlap, but the merged file cannot be read: ${offer.why}. Both are kept. Compare them, and edit one of them.`;
  }
}

function Question({ session, question }: { readonly session: Session; readonly question: DiskQuestion }) {
  const context = useCommandContext();
  const { file, now } = question;
  const offer = useMemo(() => mergeOffer(session, question), [session, question]);
  const known = session.opened.input.texts.has(file);
  const later = () => filesStore.getState().dismiss();

  /** Also ends the review of changes to be saved, which were made to the older file. */
  function leave() {
    uiStore.getState().setDialog(null);
    later();
  }

  function compare() {
    leave();
    // The pane shows the unfolded stack.
    const stack = hostStacks(workStore.getState()).find((each) =>
      each.session.workspace.input.texts.has(file),
    );
    if (stack !== undefined) workStore.unfold(stack.id);
    comparedStore.getState().setVersion({ name: `${file} on disk`, file, text: now.text });
    uiStore.getState().showPane('diff');
  }

  return (
    <Dialog title={known ? `${file} was changed on disk, too` : `${file} is on disk already`} onClose={later}>
      <p className="bh-break">
        {known
          ? `Another program wrote ${file} since it was opened, and it was changed here.`
          : `Another program created ${file} since this was opened, and it was started here, too.`}{' '}
        Nothing was written. Whichever you choose, undo restores your text.
      </p>
      <p className="bh-break" data-merge={offer.kind}>
        {mergeText(offer)}
      </p>
      <div className="bh-dialog-actions">
        <Button onClick={compare}>Compare</Button>
        <Button onClick={() => resolveDiskChange(workOfFile(file), filesStore, 'theirs')}>
          Use the version on disk
        </Button>
        <Button
          look="danger"
          onClick={() => {
            resolveDiskChange(workOfFile(file), filesStore, 'mine');
            leave();
            void saveStacks(context, [file]);
          }}
        >
          Overwrite with mine
        </Button>
        {offer.kind === 'merged' && (
          <Button
            look="primary"
            data-autofocus=""
            onClick={() => {
              resolveDiskChange(workOfFile(file), filesStore, 'both');
              uiStore
                .getState()
                .toast(`${file}: both changes are in. Save to write them.`, 'success', 'save');
            }}
          >
            Merge both
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** The dialog about a file that changed here and on disk: nothing is written until a person chooses one version, or both. */
export function DiskQuestionDialog() {
  // Its text, which the offer to merge is made of, may change meanwhile.
  useWork(everyStack);
  const question = useFiles((state) => state.question);
  const session = question === null ? null : workOfFile(question.file).getState().session;
  return session === null || question === null ? null : <Question session={session} question={question} />;
}
