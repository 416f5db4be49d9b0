import { Info, Map as MapIcon, Maximize, Minus, PanelLeftOpen, Plus } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useSyncExternalStore } from 'react';
import type { CommandContext } from '../commands/command.ts';
import { CommandButton, CommandContextProvider } from '../commands/command-button.tsx';
import { AssumptionsLine } from '../panels/footer/assumptions-line.tsx';
import { uiStore, workStore } from '../state/page-stores.ts';
import { followScreen, isSmallScreen } from '../state/ui/small-screen.ts';
import { useFolded, useHasHost, useUi } from '../state/use-store.ts';
import { IconButton } from '../ui/button.tsx';
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
  useSampleHash,
  useSchema,
  useShortcuts,
  useTheme,
  useWaysReader,
} from './page-effects.ts';
import { SkipToSample } from './shell/start-page.tsx';
import { TopBar } from './shell/top-bar.tsx';
import { FieldToCome } from './shell/typed-ahead.tsx';
import { Workspace } from './shell/workspace.tsx';

// Always rendered and mostly empty: fetched at the first act of a person, so that they are there when they are needed.
const Dialogs = fetched(async () => {
  await firstAct();
  return (await import('./dialogs/dialogs.tsx')).Dialogs;
}, FieldToCome);
const ToApplyLine = fetched(async () => {
  await firstAct();
  return (await import('../panels/footer/to-apply-line.tsx')).ToApplyLine;
});

const HostLine = lazy(() =>
  import('../panels/footer/host-line.tsx').then((module) => ({ default: module.HostLine })),
);

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
  const stacks = useHasHost();
  const folded = useFolded();
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
        <footer className="bh-footer bh-row bh-tiny bh-rigid">
          {stacks ? (
            <Suspense fallback={null}>
              <HostLine />
            </Suspense>
          ) : (
            <AssumptionsLine />
          )}
          <Suspense fallback={null}>
            <ToApplyLine />
          </Suspense>
          {!folded && <ZoomControls />}
        </footer>
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

/** The zoom, fit and legend buttons in the footer, where they do not cover the picture. */
function ZoomControls() {
  const { requestView } = uiStore.getState();
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  const palette = useUi((state) => state.open.palette === true);
  return (
    <div className="bh-controls bh-flex bh-rigid">
      {small && !palette && <CommandButton id="toggle-palette" small icon={<PanelLeftOpen size={14} />} />}
      <IconButton small label="Zoom out" icon={<Minus size={14} />} onClick={() => requestView('zoom-out')} />
      <IconButton small label="Zoom in" icon={<Plus size={14} />} onClick={() => requestView('zoom-in')} />
      <IconButton
        small
        label="Fit everything into view"
        icon={<Maximize size={13} />}
        onClick={() => requestView('fit')}
      />
      <CommandButton id="overview" small icon={<MapIcon size={13} />} />
      <CommandButton id="legend" small icon={<Info size={13} />} />
    </div>
  );
}
