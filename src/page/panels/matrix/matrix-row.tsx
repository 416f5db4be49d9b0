import { memo } from 'react';
import {
  type CellKind,
  cellLooks,
  type MatrixCell,
  type MatrixLine,
} from '../../../core/picture/matrix/cells.ts';
import { startsGroup } from '../../../core/picture/matrix/lines.ts';
import { ColumnGap, type DrawnRow } from './matrix-grid.tsx';

/** The head of a line. */
export interface LineHead {
  /** The name as the head of a row. */
  readonly row: string;
  /** The name as the head of a column, which has less room. */
  readonly column: string;
  /** The tooltip: all names that the head stands for. */
  readonly title: string;
  /** Places and stacks are bold; the services of an unfolded stack are indented below it. */
  readonly look: 'plain' | 'bold' | 'nested';
  /** The number of services beside the named one that the line stands for; 0 for none. */
  readonly others: number;
}

interface MatrixRowProps extends DrawnRow {
  readonly lines: readonly MatrixLine[];
  readonly row: number;
  readonly grouped: boolean;
  readonly headOf: (line: MatrixLine) => LineHead;
  readonly cellOf: (row: MatrixLine, column: MatrixLine) => MatrixCell;
}

/** The row of one caller, with its visible cells. */
export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { lines, row, first, last, focus, grouped, headOf, cellOf } = props;
  const line = lines[row];
  if (!line) return null;
  const head = headOf(line);
  return (
    <tr aria-rowindex={row + 2} className={startsGroup(lines, row, grouped) ? 'bh-matrix-group' : ''}>
      <th
        scope="row"
        className={`bh-matrix-${head.look}`}
        title={head.title}
        aria-expanded={line.expanded ?? undefined}
        data-row={row}
        data-column={-1}
        tabIndex={focus === -1 ? 0 : -1}
      >
        <span className="bh-matrix-row-head bh-row bh-nowrap">
          <HeadName expanded={line.expanded} name={head.row} others={head.others} />
        </span>
      </th>
      <ColumnGap count={first} />
      {lines.slice(first, last).map((other, offset) => {
        const column = first + offset;
        const { kind, sign, resolves, words } = cellOf(line, other);
        return (
          <td
            key={other.name}
            className={startsGroup(lines, column, grouped) ? 'bh-cell bh-matrix-group-cell' : 'bh-cell'}
            data-row={row}
            data-column={column}
            aria-colindex={column + 2}
            tabIndex={focus === column ? 0 : -1}
            title={words}
          >
            <span className={signClass(kind, resolves)} aria-hidden="true">
              {sign}
            </span>
            <span className="bh-visually-hidden">{words}</span>
          </td>
        );
      })}
      <ColumnGap count={lines.length - last} />
    </tr>
  );
});

const tones: { readonly [kind in MatrixCell['kind']]: string } = {
  direct: 'bh-accent',
  some: 'bh-accent',
  host: 'bh-warn',
  gateway: 'bh-warn',
  proxy: 'bh-warn',
  root: 'bh-err',
  unknown: 'bh-ink bh-strong',
  name: 'bh-dim',
  none: 'bh-dim',
  self: 'bh-dim',
};

/** Returns the classes of a sign: its tone, and a bar below it where the name resolves. */
function signClass(kind: MatrixCell['kind'], resolves: boolean): string {
  return `bh-sign bh-rigid bh-center bh-filled ${tones[kind]} ${resolves ? 'bh-sign-resolves' : ''}`;
}

/** The sign of a kind of cell in a legend; null for the bar of a name that resolves. */
export function Sign({ kind }: { readonly kind: CellKind | null }) {
  return (
    <span className={signClass(kind ?? 'none', kind === null)} aria-hidden="true">
      {kind !== null && cellLooks[kind].glyph}
    </span>
  );
}

interface HeadNameProps {
  readonly expanded: boolean | null;
  readonly name: string;
  readonly others: number;
}

/** The name in a head, with a sign where the line can be folded or unfolded. */
export function HeadName({ expanded, name, others }: HeadNameProps) {
  return (
    <>
      {expanded !== null && (
        <i className="bh-matrix-twist" aria-hidden="true">
          {expanded ? '▾' : '▸'}
        </i>
      )}
      <span className="bh-truncate">{name}</span>
      {others > 0 && <b className="bh-matrix-count">+{others}</b>}
    </>
  );
}
