import { lazy, Suspense } from 'react';
import { useUi } from '../state/use-store.ts';
import { ForgetDialog } from './draft/forget-dialog.tsx';
import { RecentDialog } from './draft/recent-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { RefusalDialog } from './refusal-dialog.tsx';
import { DiskQuestionDialog } from './save/disk-question-dialog.tsx';
import { ExportDialog } from './share/export-dialog.tsx';
import { ShareDialog } from './share/share-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { StackChoiceDialog } from './stack-choice-dialog.tsx';

// Judges the files as they were opened: what that takes is not waited for by the other dialogs.
const ReviewDialog = lazy(() =>
  import('./save/review-dialog.tsx').then((module) => ({ default: module.ReviewDialog })),
);

/** Whatever dialog is open; the shell fetches all of them together, after the first picture. */
export function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  return (
    <>
      {dialog === 'paste' && <PasteDialog />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
      {dialog === 'share' && <ShareDialog />}
      {(dialog === 'export' || dialog === 'export-selection') && <ExportDialog dialog={dialog} />}
      {dialog === 'recent' && <RecentDialog />}
      {dialog === 'review' && (
        <Suspense fallback={null}>
          <ReviewDialog />
        </Suspense>
      )}
      {dialog === 'forget' && <ForgetDialog />}
      <DiskQuestionDialog />
      <RefusalDialog />
      <StackChoiceDialog />
    </>
  );
}
