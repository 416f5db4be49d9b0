import { Download, Route } from 'lucide-react';
import { useId } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import type { MatrixOrder } from './matrix-lines.ts';

const orders: readonly { readonly order: MatrixOrder; readonly words: string }[] = [
  { order: 'lane', words: 'by lane' },
  { order: 'file', words: 'as in the file' },
  { order: 'name', words: 'by name' },
  { order: 'reaches', words: 'who reaches most first' },
  { order: 'reached', words: 'most reached first' },
];

export interface MatrixView {
  readonly filter: string;
  readonly order: MatrixOrder;
  readonly folded: boolean;
}

interface MatrixBarProps {
  readonly view: MatrixView;
  readonly onChange: (view: MatrixView) => void;
  /** How many lines stand for how many services. */
  readonly lines: number;
  readonly services: number;
}

/** Filter, order and folds of the table, in one line. */
export function MatrixBar({ view, onChange, lines, services }: MatrixBarProps) {
  const id = useId();
  return (
    <div className="matrix-bar">
      <label htmlFor={id} className="visually-hidden">
        Show services whose name holds
      </label>
      <input
        id={id}
        className="input matrix-filter"
        type="search"
        placeholder="Filter services"
        value={view.filter}
        onChange={(event) => onChange({ ...view, filter: event.target.value })}
      />
      <label>
        <span className="visually-hidden">Order</span>
        <select
          className="input matrix-order"
          value={view.order}
          onChange={(event) => {
            const next = orders.find(({ order }) => order === event.target.value);
            if (next) onChange({ ...view, order: next.order });
          }}
        >
          {orders.map(({ order, words }) => (
            <option key={order} value={order}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <Checkbox
        label="Fold what is alike"
        checked={view.folded}
        onChange={(folded) => onChange({ ...view, folded })}
      />
      {lines < services && (
        <span className="dim">
          {lines} rows for {services} containers
        </span>
      )}
      <span className="row-fill" />
      <CommandButton id="ways" icon={<Route size={13} />}>
        How can one come to another
      </CommandButton>
      <CommandButton id="matrix-csv" icon={<Download size={13} />} />
    </div>
  );
}
