import { lazy, Suspense, useMemo, useRef } from 'react';
import type { CommandContext } from '../commands/command.ts';
import { CommandContextProvider } from '../commands/command-context.tsx';
import { AssumptionsLine } from '../panels/footer/assumptions-line.tsx';
import { ToApplyLine } from '../panels/footer/to-apply-line.tsx';
import { sessionStore, uiStore } from '../state/page-stores.ts';
import { useUi } from '../state/use-store.ts';
import { Announcer } from './announcer.tsx';
import { CommandPalette } from './command-palette.tsx';
import { FileInput } from './file-input.tsx';
import { FolderInput } from './folder-input.tsx';
import { Notices } from './notices.tsx';
import { pageBrowser } from './page-browser.ts';
import { RefusalDialog } from './refusal-dialog.tsx';
import { DiskQuestionDialog } from './save/disk-question-dialog.tsx';
import { pickFiles, pickFolder } from './save/pick-files.ts';
import { StackChoiceDialog } from './stack-choice-dialog.tsx';
import { TopBar } from './top-bar.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useFocusHash } from './use-focus-hash.ts';
import { usePaste } from './use-paste.ts';
import { useSchema } from './use-schema.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';
import { Workspace } from './workspace.tsx';

const Dialogs = lazy(() => import('./dialogs.tsx').then((module) => ({ default: module.Dialogs })));

/** The window: bar, workspace, footer, and what opens above them. */
export function App() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const context = useMemo<CommandContext>(
    () => ({
      session: sessionStore,
      ui: uiStore,
      browser: pageBrowser(
        () => pickFiles(() => files.current?.click()),
        () => pickFolder(() => folder.current?.click()),
      ),
    }),
    [],
  );
  const dialog = useUi((state) => state.dialog);
  const dropping = useFileDrop();
  useTheme();
  useSchema();
  usePaste();
  useFocusHash();
  useShortcuts(context);

  return (
    <CommandContextProvider value={context}>
      <div className="shell">
        <a className="skip-link" href="#canvas">
          Skip to the picture
        </a>
        <TopBar>
          <FileInput ref={files} />
          <FolderInput ref={folder} />
        </TopBar>
        <main className="workspace">
          <Workspace />
        </main>
        <footer className="footer">
          <ToApplyLine />
          <AssumptionsLine />
        </footer>
        {dropping && <div className="drop-veil">Drop compose files or their folder anywhere</div>}
      </div>
      {dialog === 'commands' && <CommandPalette />}
      {dialog !== null && dialog !== 'commands' && (
        <Suspense fallback={null}>
          <Dialogs dialog={dialog} />
        </Suspense>
      )}
      <DiskQuestionDialog />
      <RefusalDialog />
      <StackChoiceDialog />
      <Notices />
      <Announcer />
    </CommandContextProvider>
  );
}
