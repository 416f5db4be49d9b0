import type { Reach } from '../../core/analysis/reach/reach-model.ts';
import { type CellKind, cellKind, cellLooks } from './cell-kind.ts';
import type { MatrixLine } from './matrix-order.ts';

export interface CellWords {
  readonly kind: CellKind;
  /** The pair that stands for all; null where there is none to ask about. */
  readonly pair: { readonly from: string; readonly to: string } | null;
  readonly resolves: boolean;
  readonly words: string;
}

function lineWords({ name, members }: MatrixLine): string {
  return members.length > 1 ? `${name} and ${members.length - 1} alike` : name;
}

/** What a cell says. On the diagonal a class speaks of its members among themselves. */
export function cellWords(reach: Reach, row: MatrixLine, column: MatrixLine): CellWords {
  const own = row.name === column.name;
  const to = own ? (row.members[1] ?? row.name) : column.name;
  const kind = cellKind(reach, row.name, to);
  if (kind === 'self') return { kind, pair: null, resolves: false, words: `${row.name} is itself` };
  const resolves = reach.resolves(row.name, to) === true;
  const object = own ? 'each other' : lineWords(column);
  const name = resolves && kind !== 'name' ? ', and finds it by name' : '';
  const words = `${lineWords(row)} ${cellLooks[kind].words} ${object}${name}`;
  return { kind, pair: { from: row.name, to }, resolves, words };
}
