import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Reach } from '../../core/analysis/reach/reach-model.ts';
import { cellWords } from './cell-words.ts';
import type { MatrixLine } from './matrix-order.ts';
import { MatrixRow } from './matrix-row.tsx';
import { useWindow } from './use-window.ts';

interface MatrixTableProps {
  readonly reach: Reach;
  readonly lines: readonly MatrixLine[];
  /** Whether lines of one lane stand together, so that a rule parts them. */
  readonly grouped: boolean;
  readonly onAsk: (row: MatrixLine, column: MatrixLine) => void;
}

/** Side of a cell and the space beside it, in px; the style sheet gets them as properties. */
const cellSide = 24;
const cellGap = 2;
const cell = cellSide + cellGap;
const sizes = { '--cell-side': `${cellSide}px`, '--cell-gap': `${cellGap}px` } as CSSProperties;
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

function cellOf(target: EventTarget): readonly [number, number] | null {
  const found = target instanceof HTMLElement ? target.closest<HTMLElement>('td[data-row]') : null;
  return found === null ? null : [Number(found.dataset.row), Number(found.dataset.column)];
}

/** Who reaches whom: rows are the callers. One cell is in the tab order, arrows move on. Only what is in sight is drawn. */
export const MatrixTable = memo(function MatrixTable({ reach, lines, grouped, onAsk }: MatrixTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const moved = useRef(false);
  const { rows, columns } = useWindow(scroller, lines.length, cell);
  const clamp = (value: number): number => Math.max(0, Math.min(lines.length - 1, value));
  const [row, column] = [clamp(at[0]), clamp(at[1])];

  // The cell that the arrows lead to may have to be drawn first.
  useLayoutEffect(() => {
    if (!moved.current) return;
    const found = scroller.current?.querySelector<HTMLElement>(
      `td[data-row="${row}"][data-column="${column}"]`,
    );
    if (!found) return;
    moved.current = false;
    found.focus();
  });

  function ask([askedRow, askedColumn]: readonly [number, number]): void {
    const from = lines[askedRow];
    const to = lines[askedColumn];
    setAt([askedRow, askedColumn]);
    if (from && to && cellWords(reach, from, to).pair !== null) onAsk(from, to);
  }

  function onClick(event: MouseEvent): void {
    const found = cellOf(event.target);
    if (found !== null) ask(found);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const found = cellOf(event.target);
    if (found === null) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      ask(moved.current ? [row, column] : found);
      return;
    }
    const step = steps.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    // While the next cell is still being drawn the focus is behind: keys count from where they lead.
    const [fromRow, fromColumn] = moved.current ? [row, column] : found;
    const next = [clamp(fromRow + step[0]), clamp(fromColumn + step[1])] as const;
    moved.current = true;
    setAt(next);
    const element = scroller.current;
    if (
      !element ||
      (next[0] >= rows[0] && next[0] < rows[1] && next[1] >= columns[0] && next[1] < columns[1])
    )
      return;
    element.scrollTo({ top: (next[0] - 3) * cell, left: (next[1] - 3) * cell });
  }

  const [firstRow, lastRow] = rows;
  const [firstColumn, lastColumn] = columns;
  return (
    <div className="matrix-scroll" ref={scroller}>
      <table
        className="matrix"
        style={sizes}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells answer to keys, which is what a grid is.
        role="grid"
        aria-label="Who reaches whom; rows are the callers"
        aria-rowcount={lines.length + 1}
        aria-colcount={lines.length + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="matrix-corner">
              from ↓ to →
            </th>
            {firstColumn > 0 && <td className="matrix-gap" colSpan={firstColumn} />}
            {lines.slice(firstColumn, lastColumn).map(({ name, members, lane }, offset) => (
              <th key={name} scope="col" title={`${name}, ${lane}`} aria-colindex={firstColumn + offset + 2}>
                <span>
                  {name}
                  {members.length > 1 && <b className="matrix-count"> ×{members.length}</b>}
                </span>
              </th>
            ))}
            {lastColumn < lines.length && <td className="matrix-gap" colSpan={lines.length - lastColumn} />}
          </tr>
        </thead>
        <tbody onClick={onClick} onKeyDown={onKeyDown}>
          {firstRow > 0 && (
            <tr>
              <td className="matrix-gap" style={{ height: firstRow * cell - cellGap }} />
            </tr>
          )}
          {lines.slice(firstRow, lastRow).map(({ name }, offset) => (
            <MatrixRow
              key={name}
              reach={reach}
              lines={lines}
              row={firstRow + offset}
              first={firstColumn}
              last={lastColumn}
              focus={firstRow + offset === row ? column : -1}
              grouped={grouped}
            />
          ))}
          {lastRow < lines.length && (
            <tr>
              <td className="matrix-gap" style={{ height: (lines.length - lastRow) * cell - cellGap }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
});
