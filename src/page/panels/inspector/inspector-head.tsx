import type { ReactNode } from 'react';

interface InspectorHeadProps {
  readonly name: string;
  /** The subject in one line. */
  readonly about?: ReactNode;
  /** Counts of the subject: number, noun, and the unknown part as a tooltip. */
  readonly numbers?: readonly (readonly [count: ReactNode, of: string, unknown?: string | undefined])[];
  readonly children?: ReactNode;
}

/** The head of an inspector: name, description and counts of its subject. */
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
