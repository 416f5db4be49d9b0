import { useWork } from '../../state/use-store.ts';
import { hostAnalysis } from '../../state/work/selectors.ts';
import './host-panes.css';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
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
import { ColumnGap, type DrawnRow, MatrixGrid } from '../matrix/matrix-grid.tsx';
import { HostExplanationText } from '../shared/explanation-text.tsx';

/** Pixels; the style sheet takes them from here. */
const sizes = { cell: { width: 40, height: 26 }, heads: { width: 190, height: 104 } } as const;

interface TableProps {
  readonly analysis: HostAnalysis;
  readonly lines: readonly MatrixLine[];
  readonly onFold: (stack: string) => void;
  /** Asks about a pair. */
  readonly onAsk: (pair: Pair) => void;
}

function lineClass({ of }: MatrixLine): string | undefined {
  return of === null ? undefined : 'bh-stack-line-service';
}

/** The head of a line: a service within its stack. */
function shortName({ name, of }: MatrixLine): string {
  return of === null ? placeTitle(name) : splitHostName(name).service;
}

/** The stacks and services; Enter shows what it meets on the map, or unfolds. */
function StackTable({ analysis, lines, onFold, onAsk }: TableProps) {
  const source = useMemo(
    () => ({ matrix: stackMatrix(analysis), reach: analysis.reach, roots: hostRoots(analysis) }),
    [analysis],
  );

  function press(row: number, column: number): void {
    const [from, to] = [lines[row], lines[column]];
    const line = column === -1 ? from : to;
    if (line === undefined) return;
    const pair = from && to ? stackCell(source, from, to).pair : null;
    if (pair !== null) onAsk(pair);
    if (isPlace(line.name)) return;
    if (!isStack(line)) showServices([line.name]);
    else if (column === -1) onFold(line.name);
    else showStack(line.name);
  }

  function head(column: number) {
    const line = lines[column];
    if (line === undefined) return null;
    return (
      <th
        key={line.name}
        scope="col"
        className={lineClass(line)}
        style={{ width: sizes.cell.width }}
        title={placeTitle(line.name)}
        aria-colindex={column + 2}
      >
        <span className="bh-upright">{cutMiddle(shortName(line), 14)}</span>
      </th>
    );
  }

  function row(index: number, { first, last, focus }: DrawnRow) {
    const from = lines[index];
    if (from === undefined) return null;
    const Twist = from.expanded ? ChevronDown : ChevronRight;
    return (
      <tr key={from.name} aria-rowindex={index + 2} style={{ height: sizes.cell.height }}>
        <th
          scope="row"
          className={lineClass(from)}
          data-row={index}
          data-column={-1}
          tabIndex={focus === -1 ? 0 : -1}
          aria-expanded={from.expanded ?? undefined}
          title={placeTitle(from.name)}
        >
          <span className="bh-nowrap bh-inline-row bh-gap-0-5">
            {from.expanded !== null && <Twist size={12} aria-hidden="true" />}
            {cutMiddle(shortName(from), 22)}
          </span>
        </th>
        <ColumnGap count={first} />
        {lines.slice(first, last).map((to, offset) => {
          const { kind, sign, words } = stackCell(source, from, to);
          return (
            <td
              key={to.name}
              className={`bh-stack-cell bh-stack-cell-${kind}`}
              data-row={index}
              data-column={first + offset}
              aria-colindex={first + offset + 2}
              tabIndex={focus === first + offset ? 0 : -1}
              title={words}
            >
              <span aria-hidden="true">{sign}</span>
              <span className="bh-visually-hidden">{words}</span>
            </td>
          );
        })}
        <ColumnGap count={lines.length - last} />
      </tr>
    );
  }

  return (
    <MatrixGrid
      label="Who reaches whom, by stack; rows are the callers"
      className="bh-stack-matrix"
      count={lines.length}
      start={-1}
      sizesOf={() => sizes}
      head={head}
      row={row}
      onPress={press}
    />
  );
}

/** Who reaches whom on the host: rows and columns are stacks, which unfold into their services. */
export function StackMatrixPane() {
  const analysis = useDeferredValue(useWork(hostAnalysis));
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<Pair | null>(null);
  const lines = useMemo(
    () => (analysis === null ? [] : stackLines(stackMatrix(analysis), analysis.reach, unfolded, text)),
    [analysis, unfolded, text],
  );
  if (analysis === null) return <p className="bh-pane-empty">The host is being worked out.</p>;
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
            aria-label="Only lines whose names hold"
            placeholder="Only lines with…"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <ul className="bh-stack-legend bh-wrap bh-note">
            <li>● all pairs reach directly</li>
            <li>3/8 so many of them</li>
            <li>◐2 so many over the host</li>
            <li>▲ can become root there</li>
            <li>? unknown</li>
            <li>· none</li>
          </ul>
        </>
      }
    >
      {lines.length === 0 ? (
        <p className="bh-pane-empty">No stack has a container that runs.</p>
      ) : (
        <div className="bh-matrix-split bh-fill">
          <StackTable
            analysis={analysis}
            lines={lines}
            onAsk={setAsked}
            onFold={(stack) =>
              setUnfolded((before) => {
                const after = new Set(before);
                if (!after.delete(stack)) after.add(stack);
                return after;
              })
            }
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
