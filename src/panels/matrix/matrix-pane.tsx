import { useCallback, useMemo, useState } from 'react';
import type { Analysis } from '../../core/analysis/analyze.ts';
import { escapes } from '../../core/analysis/blast/escapes.ts';
import { hostSockets, noHostSockets } from '../../core/analysis/rules/facts/runtime-sockets.ts';
import type { Tri } from '../../core/compose/topology.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { useProject } from '../../state/session/use-project.ts';
import { hidesHost } from '../../state/share/unseen-rules.ts';
import { useSession } from '../../state/use-store.ts';
import type { CellFacts } from './cell-kind.ts';
import { cellWords } from './cell-words.ts';
import { MatrixBar, type MatrixView } from './matrix-bar.tsx';
import { MatrixLegend } from './matrix-legend.tsx';
import { type MatrixLine, matrixLines, placeLines, shownParts, tableClasses } from './matrix-lines.ts';
import { MatrixTable } from './matrix-table.tsx';
import { MatrixWhy } from './matrix-why.tsx';

// This many rows are visible in a low pane; where there are more, services that are alike are folded unless a person unfolds them.
const mostUnfolded = 8;
const noNames: ReadonlySet<string> = new Set();

/** `hidden`: the link that was opened may have left out what gives the host away. */
function cellFacts({ reach, topology }: Analysis, workspace: Workspace | null, hidden: boolean): CellFacts {
  const sockets = workspace ? hostSockets(workspace) : noHostSockets;
  const roots = new Map<string, Tri>();
  for (const name of reach.services) {
    const service = topology.services.get(name);
    const found = service ? escapes(topology, service, sockets).filter(({ grade }) => grade === 'host') : [];
    if (found.length > 0 || hidden) roots.set(name, found.some(({ certain }) => certain) || 'unknown');
  }
  return { reach, roots };
}

/** The reach matrix; a cell answers why, beside the table. */
export function MatrixPane() {
  const { analysis, workspace } = useProject();
  const { reach, topology } = analysis;
  const hidden = useSession((state) => hidesHost(state.left));
  const [chosen, setChosen] = useState<Omit<MatrixView, 'folded'>>({ filter: '', order: 'lane' });
  const [foldWish, setFoldWish] = useState<boolean | null>(null);
  const [unfolded, setUnfolded] = useState(noNames);
  const [asked, setAsked] = useState<readonly [string, string] | null>(null);
  const folded = foldWish ?? reach.services.length > mostUnfolded;
  const filter = chosen.filter.trim().toLowerCase();
  const facts = useMemo(() => cellFacts(analysis, workspace, hidden), [analysis, workspace, hidden]);

  const lines = useMemo(() => {
    const classes = folded ? tableClasses(facts) : reach.services.map((name) => [name]);
    const parts = shownParts(classes, (name) => name.toLowerCase().includes(filter), unfolded);
    return [...placeLines, ...matrixLines(topology, reach, parts, chosen.order)];
  }, [reach, topology, facts, filter, folded, unfolded, chosen.order]);

  const onAsk = useCallback((row: MatrixLine, column: MatrixLine) => setAsked([row.name, column.name]), []);
  const onFold = useCallback((line: MatrixLine) => {
    const leader = line.of ?? line.name;
    setUnfolded((before) => {
      const after = new Set(before);
      if (!after.delete(leader)) after.add(leader);
      return after;
    });
  }, []);
  const from = lines.find(({ name }) => name === asked?.[0]);
  const to = lines.find(({ name }) => name === asked?.[1]);
  const pair = from && to ? cellWords(facts, from, to).pair : null;

  if (reach.services.length === 0) {
    return <p className="bh-pane-empty">Who reaches whom appears here as soon as there is a container.</p>;
  }
  return (
    <div className="bh-matrix-pane">
      <MatrixBar
        view={{ ...chosen, folded }}
        onChange={({ folded: wish, ...rest }) => {
          setChosen(rest);
          if (wish === folded) return;
          setFoldWish(wish);
          setUnfolded(noNames);
        }}
        lines={lines.length - placeLines.length}
        services={reach.services.length}
      />
      <div className="bh-matrix-split">
        <MatrixTable
          facts={facts}
          lines={lines}
          grouped={chosen.order === 'lane'}
          onAsk={onAsk}
          onFold={onFold}
        />
        <div className="bh-matrix-why">
          <div aria-live="polite">
            {from && to && pair ? (
              <MatrixWhy from={from} to={to} pair={pair} onUnfold={onFold} />
            ) : (
              <p className="bh-dim">Press a cell to see why.</p>
            )}
          </div>
          <MatrixLegend />
        </div>
      </div>
    </div>
  );
}
