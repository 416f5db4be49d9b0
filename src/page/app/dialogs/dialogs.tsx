import { lazy, Suspense } from 'react';
import { CanvasField, CanvasMenu } from '../../canvas/menu/canvas-popups.tsx';
import { WaysDialog } from '../../panels/ways/ways-dialog.tsx';
import type { DialogId } from '../../state/ui/ui-state.ts';
import { useUi } from '../../state/use-store.ts';
import { ForgetDialog, RecentDialog } from '../draft/draft-dialogs.tsx';
import { CommandPalette } from '../find/command-palette.tsx';
import { PasteDialog, StackChoiceDialog } from '../open/open-dialogs.tsx';
import { DiskQuestionDialog } from '../save/disk-question-dialog.tsx';
import { HostReviewDialog, ReviewDialog } from '../save/review-dialog.tsx';
import { ExportDialog } from '../share/export-dialog.tsx';
import { OriginalDialog, ShareDialog } from '../share/share-dialog.tsx';
import { RecoverDialog } from './recover-dialog.tsx';
import { RefusalDialog } from './refusal-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

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
