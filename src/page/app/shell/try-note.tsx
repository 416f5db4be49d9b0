import { Hand, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import { exampleFile } from '../../state/import/example.ts';
import { uiStore } from '../../state/page-stores.ts';
import { followScreen, isSmallScreen } from '../../state/ui/small-screen.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { drawnFile, drawnSession } from '../../state/work/selectors.ts';
import { IconButton } from '../../ui/button.tsx';
import { GhostDrag } from './ghost-drag.tsx';

/** The note beside the sample's summary: a drag to try, and the next step after the first change. */
export function TryNote() {
  const trying = useUi((state) => state.trying);
  const onSample = useWork((state) => drawnFile(state) === exampleFile);
  const done = useWork((state) => (drawnSession(state)?.undo.length ?? 0) > 0);
  // A finger pans: nothing is dragged there.
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  if (!trying || !onSample) return null;
  return (
    <div className="bh-try-note bh-rigid bh-push bh-row bh-gap-2 bh-small" role="status">
      {!done && !small && <GhostDrag service="proxy" network="back" />}
      <Hand size={14} aria-hidden="true" />
      {done ? (
        <p>
          The findings and the footer show the effect; Undo reverts it. Now <b>your own file</b>:
        </p>
      ) : (
        <p>
          {small ? (
            'Tap a container to see who needs it, who reaches it, and how the outside does.'
          ) : (
            <>
              Try it: drag <b>proxy</b> onto <b>back</b>. The connections it would open are listed before you
              let go.
            </>
          )}
        </p>
      )}
      {done && (
        <CommandButton id="open" small>
          Open a file
        </CommandButton>
      )}
      <IconButton
        small
        label="Dismiss the hint"
        icon={<X size={13} />}
        onClick={() => uiStore.getState().setTrying(false)}
      />
    </div>
  );
}
