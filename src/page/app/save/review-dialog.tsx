import { type FormEvent, type ReactNode, useState } from 'react';
import { plural } from '../../../core/compose/numbers.ts';
import type { UpPlan } from '../../../core/plan/up-plan.ts';
import { changedFiles } from '../../../core/session/session-files.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { saveFiles, saveStacks } from '../../commands/save-commands.ts';
import { ChangesChoices } from '../../panels/diff/changes-choices.tsx';
import { ChangesView } from '../../panels/diff/changes-view.tsx';
import { type Changes, useChanges } from '../../panels/diff/use-changes.ts';
import { missingVersion } from '../../state/files/file-home.ts';
import { mainFileOf } from '../../state/host/page-stack.ts';
import { filesStore, uiStore } from '../../state/page-stores.ts';
import { usePlan } from '../../state/session/use-plan.ts';
import { useFiles, useHasFleet, useWork } from '../../state/use-store.ts';
import type { PageStack } from '../../state/work/opened-stacks.ts';
import { savedTogether } from '../../state/work/selectors.ts';
import { shownStack } from '../../state/work/work-state.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { LazyTextDiff } from '../shell/lazy-text-diff.ts';

interface ReviewFormProps {
  readonly title: string;
  readonly changes: Changes;
  readonly plan: UpPlan | null;
  /** A sentence about the destination of the files. */
  readonly words: string;
  /** Shown above the files; absent for one project. */
  readonly choice?: ReactNode;
  readonly onSave: () => void;
}

function ReviewForm({ title, changes, plan, words, choice, onSave }: ReviewFormProps) {
  const [wanted, setWanted] = useState<string | null>(null);
  const unasked = useFiles((state) => state.unasked);
  const { files } = changes;
  const file = files.find((name) => name === wanted) ?? files[0];
  const close = () => uiStore.getState().setDialog(null);

  function save(event: FormEvent) {
    event.preventDefault();
    close();
    onSave();
  }

  return (
    <Dialog title={title} onClose={close} width={1120}>
      <form className="bh-column bh-gap-3" onSubmit={save}>
        <p className="bh-break">{words}</p>
        {choice}
        {file !== undefined && (
          <div className="bh-review-changes bh-clip bh-box bh-column">
            <div className="bh-diff-bar bh-rigid bh-row bh-gap-3 bh-small">
              <ChangesChoices files={files} file={file} onFile={setWanted} />
            </div>
            <ChangesView changes={changes} plan={plan} file={file} TextDiff={LazyTextDiff} />
          </div>
        )}
        <div className="bh-dialog-actions bh-review-actions">
          <Checkbox
            label="Save without asking in this session"
            checked={unasked}
            onChange={(on) => filesStore.getState().setUnasked(on)}
          />
          <span className="bh-grow" />
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" data-autofocus="" disabled={file === undefined}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ReviewProps {
  /** The stacks with changes. */
  readonly stacks: readonly PageStack[];
  /** The stack whose changes are shown. */
  readonly stack: PageStack;
  readonly title: string;
  readonly onStack: (key: string) => void;
  readonly onSave: () => void;
}

function Review({ stacks, stack, title, onStack, onSave }: ReviewProps) {
  const isFleet = useHasFleet();
  const homes = useFiles((state) => state.homes);
  const changes = useChanges(stack, null);
  const plan = usePlan(stack);
  const files = stacks.flatMap(({ session }) => changedFiles(session));
  const texts = new Map(stacks.flatMap(({ session }) => [...session.workspace.input.texts]));
  return (
    <ReviewForm
      title={title}
      changes={changes}
      plan={plan}
      words={destinationText([...new Set(files)], texts, homes)}
      choice={
        stacks.length > 1 && (
          <Select
            label="Stack whose changes are shown"
            options={stacks.map((each) => ({ value: each.key, label: isFleet ? mainFileOf(each) : each.id }))}
            value={stack.key}
            onChange={onStack}
          />
        )
      }
      onSave={onSave}
    />
  );
}

/** The dialog that reviews changes before they are saved: lines, connections and findings. */
export function ReviewDialog() {
  const context = useCommandContext();
  const stack = useWork(shownStack);
  return stack === null ? null : (
    <Review
      stacks={[stack]}
      stack={stack}
      title="Save these changes?"
      onStack={() => undefined}
      onSave={() => void saveFiles(context)}
    />
  );
}

/** The dialog that reviews the changes of all stacks of a host, or of all texts of a fleet, one at a time. */
export function HostReviewDialog() {
  const context = useCommandContext();
  const stacks = useWork(savedTogether).filter(({ unsaved }) => unsaved);
  const isFleet = useHasFleet();
  const [wanted, setWanted] = useState<string | null>(null);
  const stack = stacks.find(({ key }) => key === wanted) ?? stacks[0];
  return stack === undefined ? null : (
    <Review
      key={stack.key}
      stacks={stacks}
      stack={stack}
      title={`Save the changes of ${plural(stacks.length, isFleet ? 'file' : 'stack')}?`}
      onStack={setWanted}
      onSave={() => void saveStacks(context)}
    />
  );
}

interface Place {
  readonly version: string;
}

/** Returns a sentence about each changed file: saved in place, created, downloaded, or left alone. */
export function destinationText(
  files: readonly string[],
  texts: ReadonlyMap<string, string>,
  homes: ReadonlyMap<string, Place>,
): string {
  if (files.length === 0) return 'Nothing is changed any more: there is nothing to save.';
  const present = files.filter((file) => texts.has(file));
  const placed = present.filter((file) => homes.has(file));
  const made = placed.filter((file) => homes.get(file)?.version === missingVersion);
  return [
    { names: placed.filter((file) => !made.includes(file)), words: 'will be saved in place.' },
    { names: made, words: 'will be created in the same folder.' },
    {
      names: present.filter((file) => !homes.has(file)),
      words: 'cannot be saved in place: it is downloaded.',
    },
    {
      names: files.filter((file) => !texts.has(file)),
      words: 'is no longer part of it, and stays on disk.',
    },
  ]
    .flatMap(({ names, words }) => names.map((name) => `${name} ${words}`))
    .join(' ');
}
