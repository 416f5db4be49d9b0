import { lazy, Suspense } from 'react';
import { CanvasField, CanvasMenu } from '../../canvas/menu/canvas-popups.tsx';
import { commands, isEditorCommand } from '../../commands/registry.ts';
import { partKeys, shortcutLabel } from '../../commands/shortcuts.ts';
import { WaysDialog } from '../../panels/ways/ways-dialog.tsx';
import { uiStore } from '../../state/page-stores.ts';
import type { DialogId } from '../../state/ui/ui-state.ts';
import { useUi } from '../../state/use-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ForgetDialog, RecentDialog } from '../draft/draft-dialogs.tsx';
import { CommandPalette } from '../find/command-palette.tsx';
import { PasteDialog, StackChoiceDialog } from '../open/open-dialogs.tsx';
import { DiskQuestionDialog } from '../save/disk-question-dialog.tsx';
import { HostReviewDialog, ReviewDialog } from '../save/review-dialog.tsx';
import { ExportDialog } from '../share/export-dialog.tsx';
import { OriginalDialog, ShareDialog } from '../share/share-dialog.tsx';
import { RecoverDialog } from './recover-dialog.tsx';
import { RefusalDialog } from './refusal-dialog.tsx';

const PlatformDialog = lazy(() =>
  import('../share/platform-dialog.tsx').then((module) => ({ default: module.PlatformDialog })),
);
const EnginesDialog = lazy(() =>
  import('../../panels/engines/engines-dialog.tsx').then((module) => ({ default: module.EnginesDialog })),
);

const MachineDialog = lazy(() =>
  import('../../panels/machine/machine-dialog.tsx').then((module) => ({ default: module.MachineDialog })),
);

const SplitDialog = lazy(() =>
  import('../../panels/split/split-dialog.tsx').then((module) => ({ default: module.SplitDialog })),
);

const NetworksDialog = lazy(() =>
  import('../../panels/split/networks-dialog.tsx').then((module) => ({ default: module.NetworksDialog })),
);

function AskedFor({ dialog }: { readonly dialog: DialogId | null }) {
  switch (dialog) {
    case null:
      return null;
    case 'commands':
      return <CommandPalette />;
    case 'paste':
      return <PasteDialog />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'share':
      return <ShareDialog />;
    case 'export':
    case 'export-selection':
      return <ExportDialog key={dialog} dialog={dialog} />;
    case 'export-swarm':
    case 'export-kubernetes':
      return (
        <Suspense fallback={null}>
          <PlatformDialog key={dialog} platform={dialog === 'export-swarm' ? 'swarm' : 'kubernetes'} />
        </Suspense>
      );
    case 'recent':
      return <RecentDialog />;
    case 'review':
      return <ReviewDialog />;
    case 'review-host':
      return <HostReviewDialog />;
    case 'original':
      return <OriginalDialog />;
    case 'split':
      return (
        <Suspense fallback={null}>
          <SplitDialog />
        </Suspense>
      );
    case 'networks':
      return (
        <Suspense fallback={null}>
          <NetworksDialog />
        </Suspense>
      );
    case 'ways':
      return <WaysDialog />;
    case 'machine':
      return (
        <Suspense fallback={null}>
          <MachineDialog />
        </Suspense>
      );
    case 'engines':
      return (
        <Suspense fallback={null}>
          <EnginesDialog />
        </Suspense>
      );
    case 'forget':
      return <ForgetDialog />;
  }
}

/** All dialogs of the page, with the menu and the field over the picture. */
export function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  return (
    <>
      <AskedFor dialog={dialog} />
      <DiskQuestionDialog />
      <RefusalDialog />
      <StackChoiceDialog />
      <RecoverDialog />
      <CanvasMenu />
      <CanvasField />
    </>
  );
}

/** The dialog of all keyboard shortcuts in the registry. */
function ShortcutsDialog() {
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <Dialog title="Keyboard" onClose={() => uiStore.getState().setDialog(null)}>
      <dl className="bh-shortcuts bh-grid bh-gap-0-5 bh-small">
        {commands
          .filter((command) => command.shortcuts.length > 0 && !isEditorCommand(command))
          .map(({ id, label, shortcuts }) => (
            <div key={id}>
              <dt>{label}</dt>
              <dd>
                {shortcuts.map((shortcut) => (
                  <kbd key={shortcut} className="bh-badge">
                    {shortcutLabel(shortcut, mac)}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        {partKeys.map(([part, keys, does]) => (
          <div key={`${part} ${does}`}>
            <dt>
              <span className="bh-dim">{part}:</span> {does}
            </dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key} className="bh-badge">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
