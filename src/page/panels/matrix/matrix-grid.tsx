import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { linesInSight, type Scrolled, useCellFocus, useScrolled } from './use-scrolled.ts';

/** The sizes of a table's cells and heads, in pixels. */
export interface GridSizes {
  readonly cell: { readonly width: number; readonly height: number };
  readonly heads: { readonly width: number; readonly height: number };
}

/** The range of columns that is rendered, and the focusable cell of a row: -1 for its head, null for none. */
export interface DrawnRow {
  readonly first: number;
  readonly last: number;
  readonly focus: number | null;
}

interface MatrixGridProps {
  readonly label: string;
  readonly className: string;
  /** The number of rows, which is also the number of columns. */
  readonly count: number;
  /** The column that is first in the tab order, in the first row. */
  readonly start: number;
  readonly sizesOf: (box: Scrolled) => GridSizes;
  /** Renders the `th` of a column. */
  readonly head: (column: number, sizes: GridSizes) => ReactNode;
  /** Renders the `tr` of a row; its cells have `data-row` and `data-column`, with -1 for its head. */
  readonly row: (row: number, drawn: DrawnRow) => ReactNode;
  /** Called with a pressed cell; the column is -1 for the head of a row. */
  readonly onPress: (row: number, column: number) => void;
}

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

/** An empty cell in place of `count` columns that are out of sight. */
export function ColumnGap({ count }: { readonly count: number }) {
  return count > 0 && <td className="bh-matrix-gap" colSpan={count} />;
}

function RowGap({ height }: { readonly height: number }) {
  return (
    height > 0 && (
      <tr>
        <td className="bh-matrix-gap" style={{ height }} />
      </tr>
    )
  );
}

/**
 * A grid of rows and columns, of which only the visible part is rendered. One cell is in the tab order, arrow keys move it, and Enter
 * presses it.
 */
export function MatrixGrid({
  label,
  className,
  count,
  start,
  sizesOf,
  head,
  row: rowOf,
  onPress,
}: MatrixGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, start]);
  const moved = useRef(false);
  const box = useScrolled(scroller);
  const sizes = sizesOf(box);
  const { cell, heads } = sizes;
  const [firstRow, lastRow] = linesInSight(box.top, box.height, cell.height, count);
  const [first, last] = linesInSight(box.left, box.width, cell.width, count);
  const clamp = (value: number, least: number): number => Math.max(least, Math.min(count - 1, value));
  const [row, column] = [clamp(at[0], 0), clamp(at[1], -1)];

  useCellFocus(scroller, moved, row, column);

  function press(pressed: readonly [number, number]): void {
    setAt(pressed);
    // Pressing a head may fold lines: the focus stays on it.
    if (pressed[1] === -1) moved.current = true;
    onPress(...pressed);
  }

  function onClick(event: MouseEvent): void {
    const found = cellOf(event.target);
    if (found !== null) press(found);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const found = cellOf(event.target);
    if (found === null) return;
    // While the next cell is still being drawn the focus is one step behind: keys count from the cell where the focus is going.
    const from = moved.current ? ([row, column] as const) : found;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      press(from);
      return;
    }
    const step = steps.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const next = [clamp(from[0] + step[0], 0), clamp(from[1] + step[1], -1)] as const;
    moved.current = true;
    setAt(next);
    const isDrawn = next[0] >= firstRow && next[0] < lastRow;
    const isInBlock = next[1] === -1 || (next[1] >= first && next[1] < last);
    if (!isDrawn || !isInBlock)
      scroller.current?.scrollTo({ top: (next[0] - 3) * cell.height, left: (next[1] - 3) * cell.width });
  }

  const drawn = <T,>(from: number, to: number, each: (index: number) => T): readonly T[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, offset) => each(from + offset));
  return (
    <div
      ref={scroller}
      className="bh-scroll"
      // The focused cell is never covered by a head.
      style={{ scrollPadding: `${heads.height + 4}px 0 0 ${heads.width + 4}px` }}
    >
      <table
        className={`bh-matrix bh-tiny ${className}`}
        style={{ width: heads.width + count * cell.width }}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells answer to keys, which is what a grid is.
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={count + 1}
      >
        <thead>
          <tr aria-rowindex={1} style={{ height: heads.height }}>
            <th scope="col" className="bh-matrix-corner" style={{ width: heads.width }}>
              from ↓ to →
            </th>
            <ColumnGap count={first} />
            {drawn(first, last, (index) => head(index, sizes))}
            <ColumnGap count={count - last} />
          </tr>
        </thead>
        <tbody onClick={onClick} onKeyDown={onKeyDown}>
          <RowGap height={firstRow * cell.height} />
          {drawn(firstRow, lastRow, (index) =>
            rowOf(index, { first, last, focus: index === row ? column : null }),
          )}
          <RowGap height={(count - lastRow) * cell.height} />
        </tbody>
      </table>
    </div>
  );
}
