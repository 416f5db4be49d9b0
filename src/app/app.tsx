import { lazy, Suspense, useMemo, useRef } from 'react';
import type { CommandContext } from '../commands/command.ts';
import { CommandContextProvider } from '../commands/command-context.tsx';
import { AssumptionsLine } from '../panels/footer/assumptions-line.tsx';
import { ToApplyLine } from '../panels/footer/to-apply-line.tsx';
import { awake } from '../state/awake.ts';
import { sessionStore } from '../state/session-store.ts';
import { uiStore } from '../state/ui-store.ts';
import { useUi } from '../state/use-store.ts';
import { Announcer } from './announcer.tsx';
import { CommandPaletteLoader } from './command-palette-loader.tsx';
import { FileInput } from './file-input.tsx';
import { FolderInput } from './folder-input.tsx';
import { pageDesk } from './page-desk.ts';
import { pickFiles, pickFolder } from './save/pick-files.ts';
import { TopBar } from './top-bar.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useFocusHash } from './use-focus-hash.ts';
import { usePaste } from './use-paste.ts';
import { useSchema } from './use-schema.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';
import { Workspace } from './workspace.tsx';

// Neither is needed for the first picture; what they show waits in the stores until they are there.
const Dialogs = lazy(async () => {
  await awake;
  return { default: (await import('./dialogs.tsx')).Dialogs };
});
const Notices = lazy(async () => {
  await awake;
  return { default: (await import('./notices.tsx')).Notices };
});

/** The window: bar, workspace, footer, and what opens above them. */
export function App() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const context = useMemo<CommandContext>(
    () => ({
      session: sessionStore,
      ui: uiStore,
      desk: pageDesk(
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
      <CommandPaletteLoader open={dialog === 'commands'} />
      <Suspense fallback={null}>
        <Dialogs />
        <Notices />
      </Suspense>
      <Announcer />
    </CommandContextProvider>
  );
}
