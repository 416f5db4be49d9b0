import { Suspense, useMemo, useRef, useSyncExternalStore } from 'react';
import type { CommandContext } from '../commands/command.ts';
import { CommandContextProvider } from '../commands/command-button.tsx';
import { uiStore, workStore } from '../state/page-stores.ts';
import { followScreen, isSmallScreen } from '../state/ui/small-screen.ts';
import { useUi } from '../state/use-store.ts';
import { fetched } from '../ui/fetched.tsx';
import { firstAct } from '../ui/first-act.ts';
import { FileInput, FolderInput, pickFiles, pickFolder } from './open/pick-files.tsx';
import { pageBrowser } from './page-browser.ts';
import {
  useFileDrop,
  useFirstAct,
  useFocusFallback,
  useFocusHash,
  usePaste,
  useRules,
  useSampleHash,
  useSchema,
  useShortcuts,
  useTheme,
  useWaysReader,
} from './page-effects.ts';
import { Footer } from './shell/footer.tsx';
import { SkipToSample } from './shell/start-page.tsx';
import { TopBar } from './shell/top-bar.tsx';
import { FieldToCome } from './shell/typed-ahead.tsx';
import { Workspace } from './shell/workspace.tsx';

// Always rendered and mostly empty: fetched at the first act of a person, so that they are there when they are needed.
const Dialogs = fetched(async () => {
  await firstAct();
  return (await import('./dialogs/dialogs.tsx')).Dialogs;
}, FieldToCome);
/** The window: bar, workspace, footer and dialogs. */
export function App() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const context = useMemo<CommandContext>(
    () => ({
      work: workStore,
      ui: uiStore,
      browser: pageBrowser(
        () => pickFiles(() => files.current?.click()),
        () => pickFolder(() => folder.current?.click()),
      ),
    }),
    [],
  );
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  return (
    <CommandContextProvider value={context}>
      <div className="bh-tall bh-column" data-shell="">
        <a className="bh-skip-link bh-absolute" href="#canvas">
          Skip to the picture
        </a>
        <SkipToSample />
        <TopBar>
          <FileInput ref={files} />
          <FolderInput ref={folder} />
        </TopBar>
        <main className="bh-fill">
          <Workspace />
        </main>
        {/* A phone has it over the picture. */}
        {!small && <Footer />}
        <DropVeil />
      </div>
      <Suspense fallback={null}>
        <Dialogs />
      </Suspense>
      <Announcer />
      <PageEffects context={context} />
    </CommandContextProvider>
  );
}

/** The effects of the page, in a component that renders nothing, so that the state it follows renders nothing either. */
function PageEffects({ context }: { readonly context: CommandContext }) {
  useFirstAct();
  useTheme();
  useRules();
  useSchema();
  useWaysReader();
  usePaste();
  useFocusHash();
  useShortcuts(context);
  useSampleHash(context);
  useFocusFallback();
  return null;
}

/** The veil shown while a file is dragged over the window. */
function DropVeil() {
  return (
    useFileDrop() && (
      <div className="bh-drop-veil bh-accent bh-center bh-strong">
        Drop compose files or their folder anywhere
      </div>
    )
  );
}

/** Announces events to screen readers; the key makes them read a repeated sentence again. */
function Announcer() {
  const announcement = useUi((state) => state.announcement);
  return (
    <div className="bh-visually-hidden" role="status" aria-live="polite">
      {announcement !== null && <span key={announcement.serial}>{announcement.text}</span>}
    </div>
  );
}
