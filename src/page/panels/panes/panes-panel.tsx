import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ComponentType, lazy, memo, type ReactNode, Suspense } from 'react';
import { isChanged } from '../../../core/session/session-files.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { uiStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import { isOfHost } from '../../state/ui/overlay.ts';
import type { PaneId } from '../../state/ui/ui-state.ts';
import { useFolded, useHasHost, useHeld, useUi, useWork } from '../../state/use-store.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { TabPanel, TabRow, Tabs } from '../../ui/tabs.tsx';
import type { TextDiffView } from '../diff/changes-view.tsx';
import { FindingsStrip } from '../findings/findings-strip.tsx';

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
const DiffPane = lazy(() => import('../diff/diff-pane.tsx').then((module) => ({ default: module.DiffPane })));
const IntentsPane = lazy(() =>
  import('../intents/intents-pane.tsx').then((module) => ({ default: module.IntentsPane })),
);

const order: readonly PaneId[] = [
  'findings',
  'matrix',
  'names',
  'ports',
  'yaml',
  'diff',
  'intents',
  'overlay',
];

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

interface PanesPanelProps {
  /** The panes of the editor and of the canvas, passed in because panels do not import them. */
  readonly FilePane: ComponentType;
  readonly OverlayPane: ComponentType;
  readonly TextDiff: TextDiffView;
}

/** The strip below the picture with the findings and the tabs, and the panes that the tabs open. */
export const PanesPanel = memo(function PanesPanel({ FilePane, OverlayPane, TextDiff }: PanesPanelProps) {
  const pane = useUi((state) => state.pane);
  const open = useUi((state) => state.open.panes);
  const stacks = useHasHost();
  const folded = useFolded();
  const overlaid = useUi(({ overlay }) => overlay !== null && (!folded || isOfHost(overlay)));
  const ofFiles = [
    // An editor around the page shows it.
    ...(useHeld() ? [] : [{ id: 'yaml', label: 'File' } as const]),
    { id: 'diff', label: <DiffLabel /> } as const,
    { id: 'intents', label: <IntentsLabel /> } as const,
  ];
  const findings = { id: 'findings', label: 'All findings', command: 'show-findings' } as const;
  const names = { id: 'names', label: 'Names' } as const;
  const ofHost = [
    { id: 'matrix', label: 'Who reaches whom' } as const,
    names,
    { id: 'ports', label: 'Ports' } as const,
  ];
  // While all stacks are folded there is no file to look at.
  const tabs: { id: PaneId; label: ReactNode; command?: string }[] = !stacks
    ? [findings, { id: 'matrix', label: 'Matrix' }, ...ofFiles, names]
    : [findings, ...ofHost, ...(folded ? [] : ofFiles)];
  if (overlaid) tabs.push({ id: 'overlay', label: 'Overlay' });
  const shown: PaneId = tabs.some(({ id }) => id === pane) ? pane : 'findings';
  function content(id: PaneId) {
    switch (id) {
      case 'findings':
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
    <section className="bh-panel bh-panes bh-column" aria-label="Findings, reach, file, changes and intents">
      <h2 className="bh-visually-hidden">Below the picture</h2>
      <Tabs value={open ? shown : null} onChange={(id) => uiStore.getState().showPane(id)}>
        <div className="bh-strip bh-row bh-gap-3 bh-rigid">
          {stacks ? (
            <Suspense fallback={<p className="bh-strip-findings" />}>
              <HostStrip worst={!open} />
            </Suspense>
          ) : (
            <FindingsStrip worst={!open} />
          )}
          <TabRow label="Panes" tabs={tabs} />
          <CommandButton
            id="toggle-panes"
            icon={open ? <ChevronDown size={16} /> : <ChevronUp size={16} />}
          />
        </div>
        {order.map((id) => (
          <TabPanel key={id} id={id} className="bh-pane bh-scroll" data-pane={id}>
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
      </Tabs>
    </section>
  );
});
