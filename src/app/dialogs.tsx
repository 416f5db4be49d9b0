import { useUi } from '../state/use-store.ts';
import { ForgetDialog } from './draft/forget-dialog.tsx';
import { RecentDialog } from './draft/recent-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { RefusalDialog } from './refusal-dialog.tsx';
import { DiskQuestionDialog } from './save/disk-question-dialog.tsx';
import { ExportDialog } from './share/export-dialog.tsx';
import { ShareDialog } from './share/share-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

/** Whatever dialog is open; the shell fetches all of them together, after the first picture. */
export function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  return (
    <>
      {dialog === 'paste' && <PasteDialog />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
      {dialog === 'share' && <ShareDialog />}
      {dialog === 'export' && <ExportDialog />}
      {dialog === 'recent' && <RecentDialog />}
      {dialog === 'forget' && <ForgetDialog />}
      <DiskQuestionDialog />
      <RefusalDialog />
    </>
  );
}
