import { useEffect } from 'react';
import { Toaster, toast } from 'sonner';
import 'sonner/dist/styles.css';
import { useCommandContext } from '../../commands/command-button.tsx';
import { commandOf, runCommand } from '../../commands/registry.ts';
import { useSession, useUi } from '../../state/use-store.ts';

/** Short notices over the top bar, never over the picture: what a command did, and why an edit on the canvas was refused. */
export function Notices() {
  const context = useCommandContext();
  const notice = useUi((state) => state.notice);
  const refusal = useSession((state) => state.refusal);

  useEffect(() => {
    if (notice === null) return;
    const { text, tone, command } = notice;
    const action =
      command === null
        ? undefined
        : { label: commandOf(command).label, onClick: () => runCommand(command, context) };
    const show = tone === 'success' ? toast.success : tone === 'error' ? toast.error : toast;
    show(text, { duration: action === undefined ? 4000 : 12_000, action });
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
      toast.error(refusal.message, { duration: action ? 12_000 : 8000, action });
      context.session.getState().dismissRefusal();
    }
  }, [refusal, context]);

  // One at a time, over the top bar: several would reach down to the heads of the lanes.
  return (
    <Toaster
      position="top-center"
      offset={{ top: 4 }}
      mobileOffset={{ top: 4 }}
      className="bh-notices"
      visibleToasts={1}
      // Without it the direction of the text is read from the style of the page, which is computed for that in the middle of a render.
      dir="ltr"
    />
  );
}
