import { memo } from 'react';
import { type CellFacts, type MatrixLine, serviceCell } from '../../../core/picture/matrix/cells.ts';
import { startsGroup } from '../../../core/picture/matrix/lines.ts';
import { isPlace, placeTitle } from '../../../core/reach/places.ts';
import { ColumnGap, type DrawnRow } from './matrix-grid.tsx';

interface MatrixRowProps extends DrawnRow {
  readonly facts: CellFacts;
  readonly lines: readonly MatrixLine[];
  readonly row: number;
  readonly grouped: boolean;
}

/** One caller and all that it reaches, as far as it is visible. */
export const MatrixRow = memo(function MatrixRow({
  facts,
  lines,
  row,
  first,
  last,
  focus,
  grouped,
}: MatrixRowProps) {
  const line = lines[row];
  if (!line) return null;
  return (
    <tr aria-rowindex={row + 2} className={startsGroup(lines, row, grouped) ? 'bh-matrix-group' : ''}>
      <th
        scope="row"
        className={isPlace(line.name) ? 'bh-matrix-place' : ''}
        title={lineTitle(line)}
        aria-expanded={line.expanded ?? undefined}
        data-row={row}
        data-column={-1}
        tabIndex={focus === -1 ? 0 : -1}
      >
        <span className="bh-matrix-row-head bh-row bh-nowrap">
          <LineName line={line} />
        </span>
      </th>
      <ColumnGap count={first} />
      {lines.slice(first, last).map((other, offset) => {
        const column = first + offset;
        const { kind, sign, resolves, words } = serviceCell(facts, line, other);
        return (
          <td
            key={other.name}
            className={startsGroup(lines, column, grouped) ? 'bh-cell bh-matrix-group-cell' : 'bh-cell'}
            data-row={row}
            data-column={column}
            aria-colindex={column + 2}
            tabIndex={focus === column ? 0 : -1}
            title={words}
            aria-label={words}
          >
            <span className={`bh-sign bh-sign-${kind}${resolves ? ' bh-sign-resolves' : ''}`}>{sign}</span>
          </td>
        );
      })}
      <ColumnGap count={lines.length - last} />
    </tr>
  );
});

/** The head of a line: its name, how many services it stands for, and whether it can be unfolded. */
export function LineName({ line }: { readonly line: MatrixLine }) {
  return (
    <>
      {line.expanded !== null && (
        <i className="bh-matrix-twist" aria-hidden="true">
          {line.expanded ? '▾' : '▸'}
        </i>
      )}
      <span className="bh-truncate">{placeTitle(line.name)}</span>
      {line.members.length > 1 && <b className="bh-matrix-count">×{line.members.length}</b>}
    </>
  );
}

const mostNamed = 20;

/** All names that a head stands for, as its title. */
export function lineTitle({ name, members, lane, of }: MatrixLine): string {
  if (isPlace(name)) return placeTitle(name);
  if (of !== null) return `${name}, ${lane}. Press to fold it with what is alike.`;
  if (members.length === 1) return `${name}, ${lane}`;
  const named = members.slice(0, mostNamed).join(', ');
  const more = members.length > mostNamed ? `, and ${members.length - mostNamed} more` : '';
  return `${lane}. ${members.length} alike: ${named}${more}. Press to unfold.`;
}
