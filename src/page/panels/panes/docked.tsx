import { ChevronUp, PanelBottom, PanelRight, X } from 'lucide-react';
import {
  type ComponentType,
  type CSSProperties,
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useSyncExternalStore,
} from 'react';
import { isChanged } from '../../../core/session/session-files.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { uiStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import { isOfHost } from '../../state/ui/overlay.ts';
import { followScreen, isSmallScreen } from '../../state/ui/small-screen.ts';
import { type PaneId, paneIds } from '../../state/ui/ui-state.ts';
import {
  useFolded,
  useHasFleet,
  useHasHost,
  useHeld,
  useHostView,
  useUi,
  useWork,
} from '../../state/use-store.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { IconButton } from '../../ui/button.tsx';
import { fetched } from '../../ui/fetched.tsx';
import { Separator } from '../../ui/separator.tsx';
import { TabPanel, TabRow, Tabs } from '../../ui/tabs.tsx';
import type { TextDiffView } from '../diff/changes-view.tsx';
import { FindingsStrip } from '../findings/findings-strip.tsx';
import { DetailsOfSelection } from './details-of-selection.ts';
import { SheetHandle } from './sheet-handle.tsx';
import { useDock } from './use-dock.ts';

const FindingsPane = lazy(() =>
  import('../findings/findings-pane.tsx').then((module) => ({ default: module.FindingsPane })),
);
const MatrixPane = lazy(() =>
  import('../matrix/matrix-pane.tsx').then((module) => ({ default: module.MatrixPane })),
);
const PortsPane = lazy(() =>
  import('../host/ports-pane.tsx').then((module) => ({ default: module.PortsPane })),
);
const NamesPane = lazy(() =>
  import('../host/names-pane.tsx').then((module) => ({ default: module.NamesPane })),
);
const StackMatrixPane = lazy(() =>
  import('../host/stack-matrix-pane.tsx').then((module) => ({ default: module.StackMatrixPane })),
);
const HostFindings = lazy(() =>
  import('../host/host-findings.tsx').then((module) => ({ default: module.HostFindings })),
);
const HostStrip = lazy(() =>
  import('../host/host-findings.tsx').then((module) => ({ default: module.HostStrip })),
);
const FleetFindings = lazy(() =>
  import('../fleet/fleet-findings.tsx').then((module) => ({ default: module.FleetFindings })),
);
const FleetStrip = lazy(() =>
  import('../fleet/fleet-findings.tsx').then((module) => ({ default: module.FleetStrip })),
);
const DiffPane = lazy(() => import('../diff/diff-pane.tsx').then((module) => ({ default: module.DiffPane })));
const IntentsPane = lazy(() =>
  import('../intents/intents-pane.tsx').then((module) => ({ default: module.IntentsPane })),
);

// With `lazy` a key pressed right after `e` would be lost.
const InspectorPanel = fetched(() =>
  import('../inspector/inspector-panel.tsx').then((module) => module.InspectorPanel),
);

function DiffLabel() {
  const session = useWork(drawnSession);
  const changed = session !== null && isChanged(session);
  return (
    <>Changes {changed && <span className="bh-tab-dot" role="img" aria-label="the file was changed" />}</>
  );
}

function IntentsLabel() {
  const { findings } = useProject().analysis;
  const broken = findings.filter(({ rule, severity }) => rule === 'CN701' && severity === 'error').length;
  return <>Intents {broken > 0 && <span className="bh-badge bh-strong bh-err">{broken} broken</span>}</>;
}

interface DockedProps {
  /** The picture and what stands above it. */
  readonly children: ReactNode;
  /** The parts of the editor and of the canvas, passed in because panels do not import them. */
  readonly FilePane: ComponentType;
  readonly OverlayPane: ComponentType;
  /** What the details of the whole file begin with. */
  readonly Summary: ComponentType;
  readonly TextDiff: TextDiffView;
}

/**
 * The picture with the strip of findings below it and the dock beside or below it. One grid holds them, so that nothing is made anew when
 * the dock opens, closes or moves to the other side.
 */
export const Docked = memo(function Docked({
  children,
  FilePane,
  OverlayPane,
  Summary,
  TextDiff,
}: DockedProps) {
  const pane = useUi((state) => state.pane);
  const open = useUi((state) => state.open.panes);
  const stacks = useHasHost();
  const fleet = useHasFleet();
  // One machine is open: its own panes stand beside those of the fleet.
  const hasHost = useWork(({ host }) => host !== null);
  const ofStack = useHostView(({ findingsOf }) => findingsOf !== null);
  const folded = useFolded();
  const overlaid = useUi(({ overlay }) => overlay !== null && (!folded || isOfHost(overlay)));
  const ofFiles = [
    // An editor around the page shows it.
    ...(useHeld() ? [] : [{ id: 'yaml', label: 'File' } as const]),
    { id: 'diff', label: <DiffLabel /> } as const,
    { id: 'intents', label: <IntentsLabel /> } as const,
  ];
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  const details = { id: 'details', label: 'Details', command: 'toggle-inspector' } as const;
  const findings = { id: 'findings', label: 'All findings', command: 'show-findings' } as const;
  // On a phone the other tabs are scrolled past them.
  const first = small ? [findings, details] : [details, findings];
  const names = { id: 'names', label: 'Names' } as const;
  const ofHost = [
    { id: 'matrix', label: 'Who reaches whom' } as const,
    names,
    { id: 'ports', label: 'Ports' } as const,
  ];
  // While all stacks are folded there is no file to look at.
  const tabs: { id: PaneId; label: ReactNode; command?: string }[] = !stacks
    ? [...first, { id: 'matrix', label: 'Matrix' }, ...ofFiles, names]
    : [...first, ...(hasHost ? ofHost : []), ...(folded ? [] : ofFiles)];
  if (overlaid) tabs.push({ id: 'overlay', label: 'Overlay' });
  const shown: PaneId = tabs.some(({ id }) => id === pane) ? pane : 'findings';
  const dock = useDock(shown);
  const label = tabs.find(({ id }) => id === shown)?.label;
  function content(id: PaneId) {
    switch (id) {
      case 'details':
        return <InspectorPanel summary={stacks ? null : <Summary />} />;
      case 'findings':
        if (fleet && !(hasHost && ofStack)) return <FleetFindings />;
        return stacks ? <HostFindings /> : <FindingsPane />;
      case 'matrix':
        return stacks ? <StackMatrixPane /> : <MatrixPane />;
      case 'names':
        return <NamesPane />;
      case 'ports':
        return <PortsPane />;
      case 'yaml':
        return <FilePane />;
      case 'diff':
        return <DiffPane TextDiff={TextDiff} />;
      case 'intents':
        return <IntentsPane />;
      case 'overlay':
        return <OverlayPane />;
    }
  }
  return (
    <div
      className="bh-docked bh-grow"
      data-dock={open ? dock.side : 'closed'}
      data-narrow={(open && dock.narrow) || undefined}
      data-sheet={dock.sheet ?? undefined}
      style={{ '--size': `${dock.size}px` } as CSSProperties}
    >
      {children}
      <DetailsOfSelection />
      <section className="bh-panes" aria-label="Details, findings, reach, file, changes and intents">
        <Tabs value={open ? shown : null} onChange={(id) => uiStore.getState().showPane(id)}>
          {dock.sheet !== null && <SheetHandle height={dock.sheet} side={open ? dock.side : 'below'} />}
          <div className="bh-strip bh-row">
            {stacks ? (
              <Suspense fallback={<p className="bh-strip-findings" />}>
                {fleet ? <FleetStrip worst={dock.showsWorst} /> : <HostStrip worst={dock.showsWorst} />}
              </Suspense>
            ) : (
              <FindingsStrip worst={dock.showsWorst} />
            )}
          </div>
          <div className="bh-dock-head bh-row">
            <TabRow label="Panes" tabs={tabs} />
          </div>
          <div className="bh-dock-tools bh-row">
            {open && (
              <h2 className={dock.titled ? 'bh-dock-title bh-small bh-strong' : 'bh-visually-hidden'}>
                {label}
              </h2>
            )}
            {open && (
              <IconButton
                small
                data-command="dock-inspector"
                className="bh-wide-only"
                label={dock.side === 'right' ? 'Dock below the picture' : 'Dock at the right of the picture'}
                icon={dock.side === 'right' ? <PanelBottom size={15} /> : <PanelRight size={15} />}
                onClick={() => uiStore.getState().moveDock()}
              />
            )}
            <CommandButton id="toggle-panes" icon={open ? <X size={15} /> : <ChevronUp size={16} />} />
          </div>
          <div className="bh-dock bh-column">
            {paneIds.map((id) => (
              <TabPanel key={id} id={id} className="bh-scroll" data-pane={id}>
                {open && id === shown && (
                  <Suspense
                    fallback={
                      <p className="bh-pane-empty" data-waiting>
                        …
                      </p>
                    }
                  >
                    {content(id)}
                  </Suspense>
                )}
              </TabPanel>
            ))}
          </div>
          {dock.sheet === null && open && <Separator {...dock.separator} />}
        </Tabs>
      </section>
    </div>
  );
});
