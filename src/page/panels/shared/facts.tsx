import type { ReactNode } from 'react';

/** A fact with its name and value. */
export interface FactRow {
  readonly name: ReactNode;
  readonly value: ReactNode;
  /** A key for a name that is not unique or not text. */
  readonly key?: string;
  /** True for an unusual value. */
  readonly notable?: boolean;
}

interface FactsProps {
  readonly rows: readonly FactRow[];
  /** A `data-` attribute that identifies the list. */
  readonly mark?: `data-${string}`;
}

/** A list of facts, names beside values. */
export function Facts({ rows, mark }: FactsProps) {
  return (
    <dl className="bh-facts bh-grid" {...(mark === undefined ? {} : { [mark]: '' })}>
      {rows.map(({ name, value, key = String(name), notable = false }) => (
        <div key={key} className="bh-facts-row">
          <dt>{name}</dt>
          <dd className={notable ? 'bh-warn' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
