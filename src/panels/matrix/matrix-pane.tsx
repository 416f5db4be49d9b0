import { useCallback, useMemo, useState } from 'react';
import { reachClasses } from '../../core/analysis/reach/reach-classes.ts';
import { useProject } from '../../state/session/use-project.ts';
import { cellWords } from './cell-words.ts';
import { MatrixBar, type MatrixView } from './matrix-bar.tsx';
import { type MatrixLine, matrixLines } from './matrix-order.ts';
import { MatrixTable } from './matrix-table.tsx';
import { MatrixWhy } from './matrix-why.tsx';

// A table of more is a carpet: what is alike is folded unless a person wants otherwise.
const mostUnfolded = 40;
const noNames: ReadonlySet<string> = new Set();

/** The reach matrix with its legend; a cell answers why. */
export function MatrixPane() {
  const { reach, topology } = useProject().analysis;
  const [chosen, setChosen] = useState<Omit<MatrixView, 'folded'>>({ filter: '', order: 'lane' });
  const [foldWish, setFoldWish] = useState<boolean | null>(null);
  const [unfolded, setUnfolded] = useState(noNames);
  const [asked, setAsked] = useState<readonly [string, string] | null>(null);
  const folded = foldWish ?? reach.services.length > mostUnfolded;
  const filter = chosen.filter.trim().toLowerCase();

  const lines = useMemo(() => {
    const matching = new Set(reach.services.filter((name) => name.toLowerCase().includes(filter)));
    const classes = folded ? reachClasses(reach) : reach.services.map((name) => [name]);
    const parts: (readonly string[])[] = [];
    for (const members of classes) {
      const shown = members.filter((name) => matching.has(name));
      if (shown.some((name) => unfolded.has(name))) for (const name of shown) parts.push([name]);
      else if (shown.length > 0) parts.push(shown);
    }
    return matrixLines(topology, reach, parts, chosen.order);
  }, [reach, topology, filter, folded, unfolded, chosen.order]);

  const onAsk = useCallback((row: MatrixLine, column: MatrixLine) => setAsked([row.name, column.name]), []);
  const from = lines.find(({ name }) => name === asked?.[0]);
  const to = lines.find(({ name }) => name === asked?.[1]);
  const pair = from && to ? cellWords(reach, from, to).pair : null;

  if (reach.services.length === 0) {
    return <p className="pane-empty">Who reaches whom appears here as soon as there are two containers.</p>;
  }
  return (
    <div className="matrix-pane">
      <MatrixBar
        view={{ ...chosen, folded }}
        onChange={({ folded: wish, ...rest }) => {
          setChosen(rest);
          if (wish === folded) return;
          setFoldWish(wish);
          setUnfolded(noNames);
        }}
        lines={lines.length}
        services={reach.services.length}
      />
      <div className="matrix-split">
        <MatrixTable reach={reach} lines={lines} grouped={chosen.order === 'lane'} onAsk={onAsk} />
        <div className="matrix-why" aria-live="polite">
          {from && to && pair ? (
            <MatrixWhy
              from={from}
              to={to}
              pair={pair}
              onUnfold={(line) => setUnfolded(new Set([...unfolded, ...line.members]))}
            />
          ) : (
            <p className="dim">Press a cell to see why.</p>
          )}
        </div>
      </div>
    </div>
  );
}
