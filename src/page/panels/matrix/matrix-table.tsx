import { type KeyboardEvent, type MouseEvent, memo, useMemo, useRef, useState } from 'react';
import { isPlace, placeTitle } from '../../../core/reach/places.ts';
import { type CellFacts, cellWords } from './cells.ts';
import { type MatrixLine, startsGroup } from './matrix-lines.ts';
import { isExpanded, LineName, lineTitle, MatrixRow } from './matrix-row.tsx';
import { linesInSight, useCellFocus, useScrolled } from './use-scrolled.ts';

interface MatrixTableProps {
  readonly facts: CellFacts;
  readonly lines: readonly MatrixLine[];
  /** Whether lines of one lane stand together, so that a rule parts them. */
  readonly grouped: boolean;
  readonly onAsk: (row: MatrixLine, column: MatrixLine) => void;
  /** Unfolds a class, or folds what was unfolded. */
  readonly onFold: (line: MatrixLine) => void;
}

/** Pixels; the style sheet knows the same. */
const cell = 26;
const rowHead = 180;
/** A column that has room for its name written across, and one that is as wide as anybody needs. */
const leastAcross = 60;
const mostAcross = 130;
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
  const found = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-row]') : null;
  return found === null ? null : [Number(found.dataset.row), Number(found.dataset.column)];
}

/** The height of column heads that are written upwards: what the longest name needs, but never most of a low pane. */
function uprightHead(longest: number, height: number): number {
  const most = height === 0 ? 96 : Math.max(52, Math.min(96, height * 0.4));
  return Math.round(Math.min(most, 16 + 6.4 * longest));
}

/**
 * Who reaches whom: rows are the callers. One cell is in the tab order, arrows move on, the heads of rows included; Enter asks
 * why, or unfolds. Only what is visible is drawn.
 */
export const MatrixTable = memo(function MatrixTable({
  facts,
  lines,
  grouped,
  onAsk,
  onFold,
}: MatrixTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const moved = useRef(false);
  const box = useScrolled(scroller);
  const share = Math.floor((box.width - rowHead - 8) / lines.length);
  const wide = share >= leastAcross;
  const width = wide ? Math.min(share, mostAcross) : cell;
  const longest = useMemo(
    () =>
      Math.max(...lines.map(({ name, members }) => placeTitle(name).length + (members.length > 1 ? 4 : 0))),
    [lines],
  );
  const head = wide ? cell : uprightHead(longest, box.height);
  const rows = linesInSight(box.top, box.height, cell, lines.length);
  const columns = linesInSight(box.left, box.width, width, lines.length);
  const clamp = (value: number, least: number): number => Math.max(least, Math.min(lines.length - 1, value));
  const [row, column] = [clamp(at[0], 0), clamp(at[1], -1)];

  useCellFocus(scroller, moved, row, column);

  function ask([askedRow, askedColumn]: readonly [number, number]): void {
    const from = lines[askedRow];
    const to = lines[askedColumn];
    setAt([askedRow, askedColumn]);
    if (from && askedColumn === -1 && isExpanded(from) !== undefined) {
      moved.current = true;
      onFold(from);
    }
    if (from && to && cellWords(facts, from, to).pair !== null) onAsk(from, to);
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
    // While the next cell is still being drawn the focus is one step behind: keys count from the cell where the focus is going.
    const [fromRow, fromColumn] = moved.current ? [row, column] : found;
    const next = [clamp(fromRow + step[0], 0), clamp(fromColumn + step[1], -1)] as const;
    moved.current = true;
    setAt(next);
    const drawn = next[0] >= rows[0] && next[0] < rows[1];
    const across = next[1] === -1 || (next[1] >= columns[0] && next[1] < columns[1]);
    if (drawn && across) return;
    scroller.current?.scrollTo({ top: (next[0] - 3) * cell, left: (next[1] - 3) * width });
  }

  const [firstRow, lastRow] = rows;
  const [firstColumn, lastColumn] = columns;
  return (
    <div
      className="bh-matrix-scroll"
      ref={scroller}
      // The focused cell is never covered by a head.
      style={{ scrollPadding: `${head + 4}px 0 0 ${rowHead + 4}px` }}
    >
      <table
        className={wide ? 'bh-matrix bh-matrix-wide' : 'bh-matrix'}
        // All columns share the width that the row heads leave.
        style={{ width: rowHead + lines.length * width }}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells answer to keys, which is what a grid is.
        role="grid"
        aria-label="Who reaches whom; rows are the callers"
        aria-rowcount={lines.length + 1}
        aria-colcount={lines.length + 1}
      >
        <thead>
          <tr aria-rowindex={1} style={{ height: head }}>
            <th scope="col" className="bh-matrix-corner">
              from ↓ to →
            </th>
            {firstColumn > 0 && <td className="bh-matrix-gap" colSpan={firstColumn} />}
            {lines.slice(firstColumn, lastColumn).map((line, offset) => (
              <th
                key={line.name}
                scope="col"
                className={[
                  isPlace(line.name) ? 'bh-matrix-place' : '',
                  startsGroup(lines, firstColumn + offset, grouped) ? 'bh-matrix-group-cell' : '',
                ].join(' ')}
                title={lineTitle(line)}
                aria-colindex={firstColumn + offset + 2}
                onClick={() => isExpanded(line) !== undefined && onFold(line)}
              >
                <span className="bh-matrix-head" style={wide ? undefined : { height: head - 8 }}>
                  <LineName line={line} />
                </span>
              </th>
            ))}
            {lastColumn < lines.length && (
              <td className="bh-matrix-gap" colSpan={lines.length - lastColumn} />
            )}
          </tr>
        </thead>
        <tbody onClick={onClick} onKeyDown={onKeyDown}>
          {firstRow > 0 && (
            <tr>
              <td className="bh-matrix-gap" style={{ height: firstRow * cell }} />
            </tr>
          )}
          {lines.slice(firstRow, lastRow).map(({ name }, offset) => (
            <MatrixRow
              key={name}
              facts={facts}
              lines={lines}
              row={firstRow + offset}
              first={firstColumn}
              last={lastColumn}
              focus={firstRow + offset === row ? column : null}
              grouped={grouped}
            />
          ))}
          {lastRow < lines.length && (
            <tr>
              <td className="bh-matrix-gap" style={{ height: (lines.length - lastRow) * cell }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
});
