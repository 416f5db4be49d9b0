import { Download, Route } from 'lucide-react';
import { useId } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import type { MatrixOrder } from './matrix-lines.ts';

const orders: readonly { readonly value: MatrixOrder; readonly label: string }[] = [
  { value: 'lane', label: 'by lane' },
  { value: 'file', label: 'as in the file' },
  { value: 'name', label: 'by name' },
  { value: 'reaches', label: 'who reaches most first' },
  { value: 'reached', label: 'most reached first' },
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
    <div className="bh-matrix-bar">
      <label htmlFor={id} className="bh-visually-hidden">
        Show services whose name holds
      </label>
      <input
        id={id}
        className="bh-input bh-matrix-filter"
        type="search"
        placeholder="Filter services"
        value={view.filter}
        onChange={(event) => onChange({ ...view, filter: event.target.value })}
      />
      <Select
        label="Order"
        className="bh-matrix-order"
        options={orders}
        value={view.order}
        onChange={(order) => onChange({ ...view, order })}
      />
      <Checkbox
        label="Fold what is alike"
        checked={view.folded}
        onChange={(folded) => onChange({ ...view, folded })}
      />
      {lines < services && (
        <span className="bh-dim">
          {lines} rows for {services} containers
        </span>
      )}
      <span className="bh-row-fill" />
      <CommandButton id="ways" icon={<Route size={13} />}>
        How can one come to another
      </CommandButton>
      <CommandButton id="matrix-csv" icon={<Download size={13} />} />
    </div>
  );
}
