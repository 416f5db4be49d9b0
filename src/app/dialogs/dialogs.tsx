import { WaysDialog } from '../../panels/ways/ways-dialog.tsx';
import type { DialogId } from '../../state/ui/ui-state.ts';
import { ForgetDialog } from '../draft/forget-dialog.tsx';
import { RecentDialog } from '../draft/recent-dialog.tsx';
import { PasteDialog } from '../open/paste-dialog.tsx';
import { ReviewDialog } from '../save/review-dialog.tsx';
import { ExportDialog } from '../share/export-dialog.tsx';
import { OriginalDialog } from '../share/original-dialog.tsx';
import { ShareDialog } from '../share/share-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

/** A dialog that a person opened; fetched with the first one. */
export function Dialogs({ dialog }: { readonly dialog: Exclude<DialogId, 'commands'> }) {
  switch (dialog) {
    case 'paste':
      return <PasteDialog />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'share':
      return <ShareDialog />;
    case 'export':
    case 'export-selection':
      return <ExportDialog key={dialog} dialog={dialog} />;
    case 'recent':
      return <RecentDialog />;
    case 'review':
      return <ReviewDialog />;
    case 'original':
      return <OriginalDialog />;
    case 'ways':
      return <WaysDialog />;
    case 'forget':
      return <ForgetDialog />;
  }
}
