import './host-panes.css';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { stackMatrix } from '../../../core/host/stack-matrix.ts';
import { cutMiddle } from '../../../core/layout/cards/short-names.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { showServices, showStack } from '../../commands/show-on-host.ts';
import { useHost } from '../../state/use-store.ts';
import { linesInSight, useCellFocus, useScrolled } from '../matrix/use-scrolled.ts';
import { lineName, type StackLine, stackCell, stackLines } from './stack-lines.ts';

/** Pixels; the style sheet takes them from here. */
const cell = { width: 40, height: 26 } as const;
const heads = { width: 190, height: 104 } as const;
const page = 10;

const steps = new Map<string, readonly [number, number]>([
  ['ArrowUp', [-1, 0]],
  ['ArrowDown', [1, 0]],
  ['ArrowLeft', [0, -1]],
  ['ArrowRight', [0, 1]],
  ['PageUp', [-page, 0]],
  ['PageDown', [page, 0]],
  ['Home', [0, Number.NEGATIVE_INFINITY]],
  ['End', [0, Number.POSITIVE_INFINITY]],
]);

const keyOf = (line: StackLine): string => lineName(line);

interface TableProps {
  readonly analysis: HostAnalysis;
  readonly lines: readonly StackLine[];
  readonly onFold: (stack: string) => void;
}

/** Only what is in sight is drawn. One cell is in the tab order; arrows move on, Enter shows on the map or unfolds. */
function StackTable({ analysis, lines, onFold }: TableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const box = useScrolled(scroller);
  const [at, setAt] = useState<readonly [number, number]>([0, -1]);
  const moved = useRef(false);
  const source = useMemo(() => ({ matrix: stackMatrix(analysis), reach: analysis.reach }), [analysis]);
  const [firstRow, lastRow] = linesInSight(box.top, box.height, cell.height, lines.length);
  const [firstColumn, lastColumn] = linesInSight(box.left, box.width, cell.width, lines.length);
  const clamp = (value: number, least: number): number => Math.max(least, Math.min(lines.length - 1, value));
  const [row, column] = [clamp(at[0], 0), clamp(at[1], -1)];

  useCellFocus(scroller, moved, row, column);

  function act(target: HTMLElement): void {
    const from = lines[Number(target.dataset.row)];
    const to = lines[Number(target.dataset.column)];
    if (from === undefined) return;
    setAt([Number(target.dataset.row), Number(target.dataset.column)]);
    if (to !== undefined) {
      if (to.service === null) showStack(to.stack);
      else showServices([lineName(to)]);
    } else if (from.service === null) {
      moved.current = true;
      onFold(from.stack);
    } else showServices([lineName(from)]);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const target =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (target === null) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      act(target);
      return;
    }
    const step = steps.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const next = [clamp(row + step[0], 0), clamp(column + step[1], -1)] as const;
    moved.current = true;
    setAt(next);
    const inSight =
      next[0] >= firstRow &&
      next[0] < lastRow &&
      (next[1] === -1 || (next[1] >= firstColumn && next[1] < lastColumn));
    if (!inSight)
      scroller.current?.scrollTo({ top: (next[0] - 3) * cell.height, left: (next[1] - 3) * cell.width });
  }

  return (
    <div
      ref={scroller}
      className="bh-host-pane-scroll"
      style={{ scrollPadding: `${heads.height + 4}px 0 0 ${heads.width + 4}px` }}
    >
      <table
        className="bh-stack-matrix"
        style={{ width: heads.width + lines.length * cell.width }}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells answer to keys, which is what a grid is.
        role="grid"
        aria-label="Who reaches whom, by stack; rows are the callers"
        aria-rowcount={lines.length + 1}
        aria-colcount={lines.length + 1}
      >
        <thead>
          <tr aria-rowindex={1} style={{ height: heads.height }}>
            <th scope="col" className="bh-stack-corner" style={{ width: heads.width }}>
              from ↓ to →
            </th>
            {firstColumn > 0 && <td colSpan={firstColumn} />}
            {lines.slice(firstColumn, lastColumn).map((line, offset) => (
              <th
                key={keyOf(line)}
                scope="col"
                className={line.service === null ? undefined : 'bh-stack-line-service'}
                style={{ width: cell.width }}
                title={lineName(line)}
                aria-colindex={firstColumn + offset + 2}
              >
                <span className="bh-stack-column">{cutMiddle(line.service ?? line.stack, 14)}</span>
              </th>
            ))}
            {lastColumn < lines.length && <td colSpan={lines.length - lastColumn} />}
          </tr>
        </thead>
        <tbody
          onClick={({ target }) => {
            const found = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
            if (found !== null) act(found);
          }}
          onKeyDown={onKeyDown}
        >
          {firstRow > 0 && (
            <tr>
              <td style={{ height: firstRow * cell.height }} />
            </tr>
          )}
          {lines.slice(firstRow, lastRow).map((from, offset) => {
            const index = firstRow + offset;
            return (
              <tr key={keyOf(from)} aria-rowindex={index + 2} style={{ height: cell.height }}>
                <th
                  scope="row"
                  className={from.service === null ? undefined : 'bh-stack-line-service'}
                  data-row={index}
                  data-column={-1}
                  tabIndex={index === row && column === -1 ? 0 : -1}
                  aria-expanded={from.service === null ? from.open : undefined}
                  title={lineName(from)}
                >
                  <span className="bh-stack-row-name">
                    {from.service === null &&
                      (from.open ? (
                        <ChevronDown size={12} aria-hidden="true" />
                      ) : (
                        <ChevronRight size={12} aria-hidden="true" />
                      ))}
                    {cutMiddle(from.service ?? from.stack, 22)}
                  </span>
                </th>
                {firstColumn > 0 && <td colSpan={firstColumn} />}
                {lines.slice(firstColumn, lastColumn).map((to, across) => {
                  const found = stackCell(source, from, to);
                  return (
                    <td
                      key={keyOf(to)}
                      className={`bh-stack-cell bh-stack-cell-${found?.kind ?? 'self'}`}
                      data-row={index}
                      data-column={firstColumn + across}
                      aria-colindex={firstColumn + across + 2}
                      tabIndex={index === row && firstColumn + across === column ? 0 : -1}
                      title={found?.words ?? `${lineName(from)} is itself`}
                    >
                      <span aria-hidden="true">{found?.sign ?? '╲'}</span>
                      <span className="bh-visually-hidden">
                        {found?.words ?? `${lineName(from)} is itself`}
                      </span>
                    </td>
                  );
                })}
                {lastColumn < lines.length && <td colSpan={lines.length - lastColumn} />}
              </tr>
            );
          })}
          {lastRow < lines.length && (
            <tr>
              <td style={{ height: (lines.length - lastRow) * cell.height }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** Who reaches whom on the host: rows and columns are stacks, which unfold into their services. */
export function StackMatrixPane() {
  const analysis = useDeferredValue(useHost((state) => state.analysis));
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const lines = useMemo(
    () => (analysis === null ? [] : stackLines(stackMatrix(analysis), analysis.reach, unfolded, text)),
    [analysis, unfolded, text],
  );
  if (analysis === null) return <p className="bh-pane-empty">The host is being worked out.</p>;
  return (
    <div className="bh-host-pane">
      <div className="bh-host-pane-bar">
        <input
          type="search"
          className="bh-input bh-host-pane-filter"
          aria-label="Only lines whose names hold"
          placeholder="Only lines with…"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <ul className="bh-stack-legend">
          <li>● all pairs reach directly</li>
          <li>3/8 so many of them</li>
          <li>◐2 so many over the host</li>
          <li>? not known</li>
          <li>· none</li>
        </ul>
      </div>
      {lines.length === 0 ? (
        <p className="bh-pane-empty">No stack has a container that runs.</p>
      ) : (
        <StackTable
          analysis={analysis}
          lines={lines}
          onFold={(stack) =>
            setUnfolded((before) => {
              const after = new Set(before);
              if (!after.delete(stack)) after.add(stack);
              return after;
            })
          }
        />
      )}
    </div>
  );
}
