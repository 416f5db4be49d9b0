import { memo, useMemo } from 'react';
import { type CellFacts, type MatrixLine, serviceCell } from '../../../core/picture/matrix/cells.ts';
import { startsGroup } from '../../../core/picture/matrix/lines.ts';
import { isPlace, placeTitle } from '../../../core/reach/places.ts';
import { type GridSizes, MatrixGrid } from './matrix-grid.tsx';
import { LineName, lineTitle, MatrixRow } from './matrix-row.tsx';
import type { Scrolled } from './use-scrolled.ts';

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
const height = 26;
const rowHead = 180;
/** A column that has room for its name written across, and one that is as wide as anybody needs. */
const leastAcross = 60;
const mostAcross = 130;

/** The height of column heads that are written upwards: what the longest name needs, but never most of a low pane. */
function uprightHead(longest: number, height: number): number {
  const most = height === 0 ? 96 : Math.max(52, Math.min(96, height * 0.4));
  return Math.round(Math.min(most, 16 + 6.4 * longest));
}

/** All columns share the width that the row heads leave, as long as a name fits across. */
function sizesOf(lines: number, longest: number, box: Scrolled): GridSizes {
  const share = Math.floor((box.width - rowHead - 8) / lines);
  const wide = share >= leastAcross;
  return {
    cell: { width: wide ? Math.min(share, mostAcross) : height, height },
    heads: { width: rowHead, height: wide ? height : uprightHead(longest, box.height) },
  };
}

/** Who reaches whom. Enter asks why, or unfolds. */
export const MatrixTable = memo(function MatrixTable({
  facts,
  lines,
  grouped,
  onAsk,
  onFold,
}: MatrixTableProps) {
  const longest = useMemo(
    () =>
      Math.max(...lines.map(({ name, members }) => placeTitle(name).length + (members.length > 1 ? 4 : 0))),
    [lines],
  );

  function press(row: number, column: number): void {
    const from = lines[row];
    const to = lines[column];
    if (from && column === -1 && from.expanded !== null) onFold(from);
    if (from && to && serviceCell(facts, from, to).pair !== null) onAsk(from, to);
  }

  function head(column: number, { cell, heads }: GridSizes) {
    const line = lines[column];
    if (line === undefined) return null;
    const classes = [
      isPlace(line.name) ? 'bh-matrix-place' : '',
      startsGroup(lines, column, grouped) ? 'bh-matrix-group-cell' : '',
    ];
    return (
      <th
        key={line.name}
        scope="col"
        className={classes.join(' ')}
        title={lineTitle(line)}
        aria-colindex={column + 2}
        onClick={() => line.expanded !== null && onFold(line)}
      >
        <span
          className={
            cell.width >= leastAcross ? 'bh-matrix-across bh-row' : 'bh-matrix-upright bh-upright bh-row'
          }
          style={cell.width >= leastAcross ? undefined : { height: heads.height - 8 }}
        >
          <LineName line={line} />
        </span>
      </th>
    );
  }

  return (
    <MatrixGrid
      label="Who reaches whom; rows are the callers"
      className="bh-service-matrix"
      count={lines.length}
      start={0}
      sizesOf={(box) => sizesOf(lines.length, longest, box)}
      head={head}
      row={(row, drawn) => (
        <MatrixRow
          key={lines[row]?.name}
          facts={facts}
          lines={lines}
          row={row}
          grouped={grouped}
          {...drawn}
        />
      )}
      onPress={press}
    />
  );
});
