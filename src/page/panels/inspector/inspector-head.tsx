import type { ReactNode } from 'react';

interface InspectorHeadProps {
  readonly name: string;
  /** What it is, in a line. */
  readonly about?: ReactNode;
  /** What it is in numbers: how many, of what, and what of that is not known. */
  readonly numbers?: readonly (readonly [count: ReactNode, of: string, unknown?: string | undefined])[];
  readonly children?: ReactNode;
}

/** The top of an inspector: what is looked at. */
export function InspectorHead({ name, about, numbers, children }: InspectorHeadProps) {
  return (
    <header className="bh-inspector-head">
      <h2 className="bh-inspector-name">{name}</h2>
      {about && <p className="bh-inspector-sub">{about}</p>}
      {numbers && (
        <dl className="bh-numbers bh-grid bh-gap-1-5">
          {numbers.map(([count, of, unknown]) => (
            <div key={of} className="bh-box bh-column">
              <dd title={unknown}>{count}</dd>
              <dt className="bh-note">{of}</dt>
            </div>
          ))}
        </dl>
      )}
      {children}
    </header>
  );
}
