import { type KeyboardEvent, type MouseEvent, memo, useState } from 'react';
import type { Reach } from '../../core/analysis/reach-model.ts';
import { cellKind, cellLooks } from './cell-kind.ts';

interface MatrixTableProps {
  readonly reach: Reach;
  readonly names: readonly string[];
  readonly onAsk: (from: string, to: string) => void;
}

const steps = new Map<string, readonly [number, number]>([
  ['ArrowUp', [-1, 0]],
  ['ArrowDown', [1, 0]],
  ['ArrowLeft', [0, -1]],
  ['ArrowRight', [0, 1]],
]);

/** Who reaches whom: rows are the callers. One cell is in the tab order, arrows move on. */
export const MatrixTable = memo(function MatrixTable({ reach, names, onAsk }: MatrixTableProps) {
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);

  function ask(row: number, column: number) {
    const from = names[row];
    const to = names[column];
    setAt([row, column]);
    if (from !== undefined && to !== undefined && from !== to) onAsk(from, to);
  }

  function cellOf(target: EventTarget): readonly [number, number] | null {
    const cell = target instanceof HTMLElement ? target.closest('td') : null;
    if (cell === null) return null;
    return [Number(cell.dataset.row), Number(cell.dataset.column)];
  }

  function onClick(event: MouseEvent) {
    const cell = cellOf(event.target);
    if (cell !== null) ask(...cell);
  }

  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>) {
    const cell = cellOf(event.target);
    if (cell === null) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      ask(...cell);
      return;
    }
    const step = steps.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const clamp = (value: number) => Math.max(0, Math.min(names.length - 1, value));
    const [row, column] = [clamp(cell[0] + step[0]), clamp(cell[1] + step[1])];
    setAt([row, column]);
    event.currentTarget.querySelector<HTMLElement>(`td[data-row="${row}"][data-column="${column}"]`)?.focus();
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells answer to keys, which is what a grid is.
    <table className="matrix" role="grid" aria-label="Who reaches whom; rows are the callers">
      <thead>
        <tr>
          <th scope="col" className="matrix-corner">
            from ↓ to →
          </th>
          {names.map((name) => (
            <th key={name} scope="col" title={name}>
              <span>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody onClick={onClick} onKeyDown={onKeyDown}>
        {names.map((from, row) => (
          <tr key={from}>
            <th scope="row" title={from}>
              {from}
            </th>
            {names.map((to, column) => {
              const kind = cellKind(reach, from, to);
              const { glyph, words } = cellLooks[kind];
              return (
                <td
                  key={to}
                  className={`cell cell-${kind}`}
                  data-row={row}
                  data-column={column}
                  tabIndex={at[0] === row && at[1] === column ? 0 : -1}
                  title={`${from} ${words} ${to}`}
                  aria-label={`${from} ${words} ${to}`}
                >
                  {glyph}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
});
