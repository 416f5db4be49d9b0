import { useMemo, useRef } from 'react';
import type { CommandContext } from '../commands/command.ts';
import { CommandContextProvider } from '../commands/command-context.tsx';
import { AssumptionsLine } from '../panels/footer/assumptions-line.tsx';
import { ToApplyLine } from '../panels/footer/to-apply-line.tsx';
import { sessionStore } from '../state/session-store.ts';
import { uiStore } from '../state/ui-store.ts';
import { useUi } from '../state/use-store.ts';
import { Announcer } from './announcer.tsx';
import { CommandPaletteLoader } from './command-palette-loader.tsx';
import { FileInput } from './file-input.tsx';
import { Notices } from './notices.tsx';
import { pageDesk } from './page-desk.ts';
import { PasteDialog } from './paste-dialog.tsx';
import { RefusalDialog } from './refusal-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { TopBar } from './top-bar.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useFocusHash } from './use-focus-hash.ts';
import { usePaste } from './use-paste.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';
import { Workspace } from './workspace.tsx';

/** The window: bar, workspace, footer, and what opens above them. */
export function App() {
  const input = useRef<HTMLInputElement>(null);
  const context = useMemo<CommandContext>(
    () => ({ session: sessionStore, ui: uiStore, desk: pageDesk(() => input.current?.click()) }),
    [],
  );
  const dialog = useUi((state) => state.dialog);
  const dropping = useFileDrop();
  useTheme();
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
          <FileInput ref={input} />
        </TopBar>
        <main className="workspace">
          <Workspace />
        </main>
        <footer className="footer">
          <ToApplyLine />
          <AssumptionsLine />
        </footer>
        {dropping && <div className="drop-veil">Drop the compose file anywhere</div>}
      </div>
      <CommandPaletteLoader open={dialog === 'commands'} />
      {dialog === 'paste' && <PasteDialog />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
      <RefusalDialog />
      <Notices />
      <Announcer />
    </CommandContextProvider>
  );
}
