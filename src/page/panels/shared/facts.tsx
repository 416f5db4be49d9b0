import type { ReactNode } from 'react';

interface FactProps {
  readonly name: ReactNode;
  readonly children: ReactNode;
}

/** A fact in a list of facts (`bh-facts`): its name, and what it is. */
export function Fact({ name, children }: FactProps) {
  return (
    <div className="bh-facts-row">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
