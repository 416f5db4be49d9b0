import type { ReactNode } from 'react';

/** A fact: its name, and its value. */
export interface FactRow {
  readonly name: ReactNode;
  readonly value: ReactNode;
  /** Where another row has the same name, or the name is more than words. */
  readonly key?: string;
  /** Whether it differs from the usual. */
  readonly notable?: boolean;
}

interface FactsProps {
  readonly rows: readonly FactRow[];
  /** A `data-` attribute by which the list is found. */
  readonly mark?: `data-${string}`;
}

/** Facts below each other, names before values. */
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
