import { useMemo } from 'react';
import type { CellKind, MatrixCell, MatrixLine } from '../../../core/picture/matrix/cells.ts';
import { Sign } from './matrix-row.tsx';

/** The signs in the order of the legend, each with its meaning. */
const kinds: readonly (readonly [kind: CellKind, words: string])[] = [
  ['direct', 'reaches it directly, or has a way out'],
  ['host', 'over the host: through a published port'],
  ['gateway', 'over the host, at its own gateway only'],
  ['proxy', 'through a proxy, as its labels say (inferred)'],
  ['root', 'can become root on the host'],
  ['unknown', 'unknown'],
  ['name', 'resolves its name only'],
  ['none', 'does not reach it'],
];

/** A table of more lines is not counted: its legend lists every sign. */
const mostCounted = 100;

/** The number of cells with each sign, and of those whose name resolves. */
interface SignCounts {
  readonly kinds: ReadonlyMap<MatrixCell['kind'], number>;
  readonly resolving: number;
}

interface MatrixLegendProps {
  readonly lines: readonly MatrixLine[];
  readonly cellOf: (row: MatrixLine, column: MatrixLine) => MatrixCell;
}

function countSigns({ lines, cellOf }: MatrixLegendProps): SignCounts | null {
  if (lines.length > mostCounted) return null;
  const found = new Map<MatrixCell['kind'], number>();
  let resolving = 0;
  for (const row of lines) {
    for (const column of lines) {
      const { kind, resolves } = cellOf(row, column);
      found.set(kind, (found.get(kind) ?? 0) + 1);
      if (resolves) resolving++;
    }
  }
  return { kinds: found, resolving };
}

/** The legend of the table: the signs that are in it, each with the number of its cells. */
export function MatrixLegend({ lines, cellOf }: MatrixLegendProps) {
  const counts = useMemo(() => countSigns({ lines, cellOf }), [lines, cellOf]);
  const rows = [
    ...kinds.map(([kind, words]) => ({ kind, words, count: counts?.kinds.get(kind) ?? 0 })),
    { kind: null, words: 'a bar below: resolves its name', count: counts?.resolving ?? 0 },
  ];
  return (
    <ul className="bh-column bh-gap-0-5 bh-note" aria-label="Legend">
      {rows
        .filter(({ count }) => counts === null || count > 0)
        .map(({ kind, words, count }) => (
          <li key={words} className="bh-row bh-gap-1-5" data-sign={kind ?? 'resolves'} data-count={count}>
            <Sign kind={kind} />
            {words}
            {counts !== null && <b>{count}</b>}
          </li>
        ))}
    </ul>
  );
}
