import { Link } from 'lucide-react';
import { CommandButton } from '../../commands/command-button.tsx';
import { uiStore } from '../../state/page-stores.ts';
import { leftCount, leftOutText } from '../../state/share/left-out-text.ts';
import { unseenRules } from '../../state/share/unseen-rules.ts';
import { useWork } from '../../state/use-store.ts';
import { leftOf } from '../../state/work/selectors.ts';
import { Button } from '../../ui/button.tsx';

/** The banner above a project from a link: the keys that were left out, and the rules that need them. */
export function SharedNote() {
  const left = useWork(leftOf);
  const book = useWork((state) => state.book);
  if (left === null) return null;
  const unseen = unseenRules(book, left).length;
  const what =
    left.size === 0 ? 'all comments' : `${leftCount(left)} and all comments (${leftOutText(left)})`;
  return (
    <aside
      className="bh-banner bh-filled bh-accent bh-ink"
      aria-label="Opened from a link"
      data-left-out={left.size}
    >
      <Link size={16} aria-hidden="true" />
      <p>
        <strong>Opened from a link</strong> that left out {what}.
        {unseen > 0 &&
          ` ${unseen} ${unseen === 1 ? 'rule needs' : 'rules need'} that, so their result is unknown.`}
      </p>
      {unseen > 0 && (
        <Button small onClick={() => uiStore.getState().showPane('findings')}>
          Which rules
        </Button>
      )}
      <CommandButton id="open" small>
        Open the original file
      </CommandButton>
    </aside>
  );
}
