import { type ComponentType, lazy, Suspense } from 'react';
import type { PaneId } from '../../state/ui-state.ts';
import { uiStore } from '../../state/ui-store.ts';
import { usePicture } from '../../state/use-picture.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { Tabs, tabIds } from '../../ui/tabs.tsx';
import { FindingsPane } from '../findings/findings-pane.tsx';

// Not needed for the first card.
const MatrixPane = lazy(() =>
  import('../matrix/matrix-pane.tsx').then((module) => ({ default: module.MatrixPane })),
);
const YamlPane = lazy(() => import('../yaml/yaml-pane.tsx').then((module) => ({ default: module.YamlPane })));
const DiffPane = lazy(() => import('../diff/diff-pane.tsx').then((module) => ({ default: module.DiffPane })));

const panes: { readonly [pane in PaneId]: ComponentType } = {
  findings: FindingsPane,
  matrix: MatrixPane,
  yaml: YamlPane,
  diff: DiffPane,
};
const order: readonly PaneId[] = ['findings', 'matrix', 'yaml', 'diff'];

function FindingsLabel() {
  const { findings } = usePicture().analysis;
  const opened = useSession((state) => state.session !== null);
  const worst = findings[0]?.severity ?? 'info';
  return (
    <>
      Findings{' '}
      {opened && findings.length > 0 && <span className={`count count-${worst}`}>{findings.length}</span>}
    </>
  );
}

function FileLabel() {
  const file = useSession((state) => state.session?.document.file ?? null);
  return <span className="truncate tab-file">{file ?? 'The file'}</span>;
}

function DiffLabel() {
  const changed = useSession(
    (state) => state.session !== null && state.session.document.text !== state.session.opened,
  );
  return <>Changes {changed && <span className="tab-dot" role="img" aria-label="the file was changed" />}</>;
}

/** The panes below the canvas: findings, reach matrix, the file, what changed. */
export function PanesPanel() {
  const pane = useUi((state) => state.pane);
  const tabs = [
    { id: 'findings', label: <FindingsLabel /> },
    { id: 'matrix', label: 'Reach matrix' },
    { id: 'yaml', label: <FileLabel /> },
    { id: 'diff', label: <DiffLabel /> },
  ] as const;
  return (
    <section className="panel panes" aria-label="Findings, reach, file and changes">
      <Tabs label="Panes" tabs={tabs} value={pane} onChange={(id) => uiStore.getState().showPane(id)} />
      {order.map((id) => {
        const Pane = panes[id];
        const ids = tabIds(id);
        return (
          <div
            key={id}
            id={ids.panel}
            role="tabpanel"
            aria-labelledby={ids.tab}
            className="pane"
            data-pane={id}
            hidden={id !== pane}
          >
            {id === pane && (
              <Suspense fallback={<p className="pane-empty">…</p>}>
                <Pane />
              </Suspense>
            )}
          </div>
        );
      })}
    </section>
  );
}
