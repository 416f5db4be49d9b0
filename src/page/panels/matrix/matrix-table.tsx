import { memo } from 'react';
import type { MatrixCell, MatrixLine } from '../../../core/picture/matrix/cells.ts';
import { startsGroup } from '../../../core/picture/matrix/lines.ts';
import { type GridSizes, MatrixGrid } from './matrix-grid.tsx';
import { HeadName, type LineHead, MatrixRow } from './matrix-row.tsx';
import type { Scrolled } from './use-scrolled.ts';

interface MatrixTableProps {
  /** The accessible name. */
  readonly label: string;
  readonly className?: string;
  readonly lines: readonly MatrixLine[];
  /** True where a rule separates the lines of two lanes. */
  readonly grouped: boolean;
  /** The column that is first in the tab order: -1 for the head of the first row. */
  readonly start: number;
  readonly sizesOf: (box: Scrolled) => GridSizes;
  /** Returns the head of a line; a stable function. */
  readonly headOf: (line: MatrixLine) => LineHead;
  /** Returns the cell of two lines; stable while no cell changes. */
  readonly cellOf: (row: MatrixLine, column: MatrixLine) => MatrixCell;
  /** Called for a pressed cell. */
  readonly onPress: (row: MatrixLine, column: MatrixLine) => void;
  /** Called for the pressed head of a line. */
  readonly onHead: (line: MatrixLine) => void;
}

/** The least width of a column whose name is horizontal, in pixels. */
const leastAcross = 60;

/** The table of connections between services of a project, or between stacks of a host. */
export const MatrixTable = memo(function MatrixTable(props: MatrixTableProps) {
  const { label, className = '', lines, grouped, start, sizesOf, headOf, cellOf, onPress, onHead } = props;

  function columnHead(column: number, { cell, heads }: GridSizes) {
    const line = lines[column];
    if (line === undefined) return null;
    const head = headOf(line);
    const across = cell.width >= leastAcross;
    const group = startsGroup(lines, column, grouped) ? 'bh-matrix-group-cell' : '';
    return (
      <th
        key={line.name}
        scope="col"
        className={`bh-matrix-${head.look} ${group}`}
        title={head.title}
        aria-colindex={column + 2}
        onClick={() => onHead(line)}
      >
        <span
          className={across ? 'bh-matrix-across bh-row bh-nowrap' : 'bh-matrix-upright bh-row bh-nowrap'}
          style={across ? undefined : { height: heads.height - 8 }}
        >
          <HeadName expanded={line.expanded} name={head.column} others={head.others} />
        </span>
      </th>
    );
  }

  return (
    <MatrixGrid
      label={label}
      className={className}
      count={lines.length}
      start={start}
      sizesOf={sizesOf}
      head={columnHead}
      row={(row, drawn) => (
        <MatrixRow
          key={lines[row]?.name}
          lines={lines}
          row={row}
          grouped={grouped}
          headOf={headOf}
          cellOf={cellOf}
          {...drawn}
        />
      )}
      onPress={(row, column) => {
        const [from, to] = [lines[row], lines[column]];
        if (from && column === -1) onHead(from);
        else if (from && to) onPress(from, to);
      }}
    />
  );
});
