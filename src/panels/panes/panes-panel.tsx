import { type ComponentType, Suspense } from 'react';
import { counting } from '../../core/analysis/findings/standing.ts';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { isChanged } from '../../core/session/session-files.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import type { PaneId } from '../../state/ui/ui-state.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { Tabs, tabIds } from '../../ui/tabs.tsx';
import type { TextDiffView } from '../diff/changes-view.tsx';
import { DiffPane } from '../diff/diff-pane.tsx';
import { FindingsPane } from '../findings/findings-pane.tsx';
import { IntentsPane } from '../intents/intents-pane.tsx';
import { MatrixPane } from '../matrix/matrix-pane.tsx';

const order: readonly PaneId[] = ['findings', 'matrix', 'yaml', 'diff', 'intents'];

function FindingsLabel() {
  const { findings, reach } = useProject().analysis;
  const opened = useSession((state) => state.session !== null);
  const counted = counting(findings, reach.options.profiles);
  const worst = counted[0]?.severity ?? 'info';
  return (
    <>
      Findings{' '}
      {opened && counted.length > 0 && <span className={`count count-${worst}`}>{counted.length}</span>}
    </>
  );
}

function FileLabel() {
  const file = useSession((state) => (state.session ? mainDocument(state.session.workspace).file : null));
  return <span className="truncate tab-file">{file ?? 'The file'}</span>;
}

function DiffLabel() {
  const changed = useSession((state) => state.session !== null && isChanged(state.session));
  return <>Changes {changed && <span className="tab-dot" role="img" aria-label="the file was changed" />}</>;
}

function IntentsLabel() {
  const { findings } = useProject().analysis;
  const broken = findings.filter(({ rule, severity }) => rule === 'CN701' && severity === 'error').length;
  return <>Intents {broken > 0 && <span className="count count-error">{broken} broken</span>}</>;
}

interface PanesPanelProps {
  /** The editor's panes: the shell hands them in, since panels know no editor. */
  readonly FilePane: ComponentType;
  readonly TextDiff: TextDiffView;
}

/** The panes below the canvas: findings, reach matrix, the file, what changed, intents. */
export function PanesPanel({ FilePane, TextDiff }: PanesPanelProps) {
  const pane = useUi((state) => state.pane);
  const tabs = [
    { id: 'findings', label: <FindingsLabel /> },
    { id: 'matrix', label: 'Reach matrix' },
    { id: 'yaml', label: <FileLabel /> },
    { id: 'diff', label: <DiffLabel /> },
    { id: 'intents', label: <IntentsLabel /> },
  ] as const;
  function content(id: PaneId) {
    switch (id) {
      case 'findings':
        return <FindingsPane />;
      case 'matrix':
        return <MatrixPane />;
      case 'yaml':
        return <FilePane />;
      case 'diff':
        return <DiffPane TextDiff={TextDiff} />;
      case 'intents':
        return <IntentsPane />;
    }
  }
  return (
    <section className="panel panes" aria-label="Findings, reach, file, changes and intents">
      <Tabs label="Panes" tabs={tabs} value={pane} onChange={(id) => uiStore.getState().showPane(id)} />
      {order.map((id) => {
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
            {id === pane && <Suspense fallback={<p className="pane-empty">…</p>}>{content(id)}</Suspense>}
          </div>
        );
      })}
    </section>
  );
}
