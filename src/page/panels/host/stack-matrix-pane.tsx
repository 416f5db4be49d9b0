import { useWork } from '../../state/use-store.ts';
import { hostAnalysis } from '../../state/work/selectors.ts';
import './host-panes.css';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { splitHostName } from '../../../core/host/host.ts';
import { stackMatrix } from '../../../core/host/stack-matrix.ts';
import { cutMiddle } from '../../../core/layout/cards/short-names.ts';
import type { MatrixLine, Pair } from '../../../core/picture/matrix/cells.ts';
import { hostRoots } from '../../../core/picture/matrix/roots.ts';
import { isStack, stackCell, stackLines } from '../../../core/picture/matrix/stacks.ts';
import { isPlace, placeTitle } from '../../../core/reach/places.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { showServices, showStack } from '../../commands/show-on-host.ts';
import { Pane } from '../../ui/pane.tsx';
import '../matrix/matrix.css';
import type { LineHead } from '../matrix/matrix-row.tsx';
import { MatrixTable } from '../matrix/matrix-table.tsx';
import { HostExplanationText } from '../shared/explanation-text.tsx';

/** The sizes of the host's table, in pixels. */
const sizes = { cell: { width: 40, height: 26 }, heads: { width: 190, height: 104 } } as const;

const sizesOf = () => sizes;

/** The signs of a cell between two stacks, and what each says. */
const legend = [
  ['●', 'all pairs reach directly'],
  ['3/8', '3 of 8 pairs reach directly'],
  ['◐2', '2 pairs reach over the host'],
  ['▲', 'can become root there'],
  ['?', 'unknown'],
  ['·', 'none'],
] as const;

/** Returns the head of a line of a host: a place, a stack, or a service of an unfolded stack. */
function stackHead({ name, of }: MatrixLine): LineHead {
  const title = placeTitle(name);
  const short = of === null ? title : splitHostName(name).service;
  return {
    row: cutMiddle(short, 22),
    column: cutMiddle(short, 14),
    title,
    look: of === null ? 'bold' : 'nested',
    others: 0,
  };
}

/** Shows a stack or a service on the map; does nothing for a place. */
function show(line: MatrixLine): void {
  if (isPlace(line.name)) return;
  if (isStack(line)) showStack(line.name);
  else showServices([line.name]);
}

/** The pane of connections between the stacks of a host, each of which can be unfolded into its services. */
export function StackMatrixPane() {
  const analysis = useDeferredValue(useWork(hostAnalysis));
  if (analysis === null) return <p className="bh-pane-empty">Analysing the host …</p>;
  return <StackMatrix analysis={analysis} />;
}

function StackMatrix({ analysis }: { readonly analysis: HostAnalysis }) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<Pair | null>(null);
  const source = useMemo(
    () => ({ matrix: stackMatrix(analysis), reach: analysis.reach, roots: hostRoots(analysis) }),
    [analysis],
  );
  const lines = useMemo(
    () => stackLines(source.matrix, source.reach, unfolded, text),
    [source, unfolded, text],
  );
  const cellOf = useCallback(
    (row: MatrixLine, column: MatrixLine) => stackCell(source, row, column),
    [source],
  );
  const fold = (stack: string): void =>
    setUnfolded((before) => {
      const after = new Set(before);
      if (!after.delete(stack)) after.add(stack);
      return after;
    });
  const isThere = (side: string): boolean => isPlace(side) || analysis.reach.facts.has(side);
  // The pair that was asked about may not exist any more.
  const pair = asked !== null && isThere(asked.from) && isThere(asked.to) ? asked : null;
  return (
    <Pane
      bar={
        <>
          <input
            type="search"
            className="bh-input bh-pane-filter"
            aria-label="Filter rows by name"
            placeholder="Filter rows"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <ul className="bh-wrap bh-gap-3 bh-note">
            {legend.map(([sign, words]) => (
              <li key={sign}>
                <b>{sign}</b> {words}
              </li>
            ))}
          </ul>
        </>
      }
    >
      {lines.length === 0 ? (
        <p className="bh-pane-empty">No stack has a container that runs.</p>
      ) : (
        <div className="bh-matrix-split bh-fill">
          <MatrixTable
            label="Who reaches whom, by stack; rows are the callers"
            lines={lines}
            grouped={false}
            start={-1}
            sizesOf={sizesOf}
            headOf={stackHead}
            cellOf={cellOf}
            onPress={(row, column) => {
              const { pair } = cellOf(row, column);
              if (pair !== null) setAsked(pair);
              show(column);
            }}
            onHead={(line) => {
              if (line.expanded === null) show(line);
              else fold(line.name);
            }}
          />
          <div className="bh-matrix-why bh-column bh-gap-3 bh-small" aria-live="polite">
            {pair === null ? (
              <p className="bh-dim">Press a cell of two services to see why.</p>
            ) : (
              <>
                <h2>
                  {placeTitle(pair.from)} → {placeTitle(pair.to)}
                </h2>
                <HostExplanationText analysis={analysis} from={pair.from} to={pair.to} />
              </>
            )}
          </div>
        </div>
      )}
    </Pane>
  );
}
