import { memo, type SyntheticEvent, useEffect } from 'react';
import { Toaster, toast } from 'sonner';
import 'sonner/dist/styles.css';
import './notices.css';
import { coverRefs } from '../../canvas/view/visible-area.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { commandOf, runCommand } from '../../commands/registry.ts';
import { useUi, useWork } from '../../state/use-store.ts';

/** How long a confirmation and a message to act upon are shown, in milliseconds. */
const confirmation = 4000;
const objection = 8000;

// One element for good: it renders for its notices alone.
const toaster = (
  <Toaster
    position="bottom-right"
    className="bh-notices"
    visibleToasts={1}
    closeButton
    // Without it the direction of the text is read from the style of the page, which is computed for that in the middle of a render.
    dir="ltr"
  />
);

/** The notices at the lower right of the picture: results of commands, and refused edits. */
export const Notices = memo(function Notices() {
  const context = useCommandContext();
  const notice = useUi((state) => state.notice);
  const refusal = useWork((state) => state.refusal);

  useEffect(() => {
    if (notice === null) return;
    const { text, tone, command, leftOut } = notice;
    const action =
      command === null
        ? undefined
        : { label: commandOf(command).label, onClick: () => runCommand(command, context) };
    const show = tone === 'success' ? toast.success : tone === 'error' ? toast.error : toast;
    const duration = tone === 'error' ? objection : confirmation;
    const id = notice.serial;
    // A list that was opened is being read.
    const onToggle = ({ currentTarget }: SyntheticEvent<HTMLDetailsElement>): void => {
      if (currentTarget.open) show(text, { id, duration: Infinity });
    };
    const description = leftOut.length === 0 ? undefined : <LeftOut files={leftOut} onToggle={onToggle} />;
    show(text, { id, duration, action, description });
  }, [notice, context]);

  useEffect(() => {
    // With choices it is shown as a dialog.
    if (refusal !== null && refusal.choices.length === 0) {
      const recover = commandOf('recover-stack');
      // Whoever may not edit what runs can have its file.
      const action =
        refusal.code === 'read-only' && recover.when(context)
          ? { label: recover.label, onClick: () => runCommand(recover.id, context) }
          : undefined;
      toast.error(refusal.message, { duration: objection, action });
      context.work.dismissRefusal();
    }
  }, [refusal, context]);

  return (
    // The library gives the focus back to whoever had it as soon as it leaves a notice: Tab would never come past one.
    <div ref={coverRefs.notices} onBlurCapture={(event) => event.stopPropagation()}>
      {toaster}
    </div>
  );
});

interface LeftOutProps {
  readonly files: readonly string[];
  readonly onToggle: (event: SyntheticEvent<HTMLDetailsElement>) => void;
}

/** The files that were left out, listed behind their number. */
function LeftOut({ files, onToggle }: LeftOutProps) {
  return (
    <details className="bh-left-out" onToggle={onToggle}>
      <summary>
        {files.length} {files.length === 1 ? 'file' : 'files'} left out
      </summary>
      <ul>
        {files.map((file) => (
          <li key={file}>{file}</li>
        ))}
      </ul>
    </details>
  );
}
