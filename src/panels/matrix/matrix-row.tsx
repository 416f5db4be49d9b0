import { memo } from 'react';
import type { Reach } from '../../core/analysis/reach/reach-model.ts';
import { cellLooks } from './cell-kind.ts';
import { cellWords } from './cell-words.ts';
import type { MatrixLine } from './matrix-order.ts';

interface MatrixRowProps {
  readonly reach: Reach;
  readonly lines: readonly MatrixLine[];
  readonly row: number;
  /** `[first, last)` of the columns that are drawn. */
  readonly first: number;
  readonly last: number;
  /** The column whose cell is in the tab order; -1 for none of this row. */
  readonly focus: number;
  readonly grouped: boolean;
}

function startsGroup(lines: readonly MatrixLine[], at: number): boolean {
  return at > 0 && lines[at]?.group !== lines[at - 1]?.group;
}

/** One caller and all that it reaches, as far as it is in sight. */
export const MatrixRow = memo(function MatrixRow({
  reach,
  lines,
  row,
  first,
  last,
  focus,
  grouped,
}: MatrixRowProps) {
  const line = lines[row];
  if (!line) return null;
  const after = lines.length - last;
  return (
    <tr aria-rowindex={row + 2} className={grouped && startsGroup(lines, row) ? 'matrix-group' : ''}>
      <th scope="row" title={`${line.name}, ${line.lane}`}>
        {line.name}
        {line.members.length > 1 && <b className="matrix-count"> ×{line.members.length}</b>}
      </th>
      {first > 0 && <td className="matrix-gap" colSpan={first} />}
      {lines.slice(first, last).map((other, offset) => {
        const column = first + offset;
        const { kind, resolves, words } = cellWords(reach, line, other);
        const classes = ['cell', `cell-${kind}`];
        if (resolves) classes.push('cell-resolves');
        if (grouped && startsGroup(lines, column)) classes.push('matrix-group-cell');
        return (
          <td
            key={other.name}
            className={classes.join(' ')}
            data-row={row}
            data-column={column}
            aria-colindex={column + 2}
            tabIndex={focus === column ? 0 : -1}
            title={words}
            aria-label={words}
          >
            {cellLooks[kind].glyph}
          </td>
        );
      })}
      {after > 0 && <td className="matrix-gap" colSpan={after} />}
    </tr>
  );
});
