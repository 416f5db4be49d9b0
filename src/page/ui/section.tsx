import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  /** A short text on the right, such as a count, also shown while the section is closed. */
  readonly note?: ReactNode;
  readonly closed?: boolean;
  readonly children: ReactNode;
}

/** A collapsible section of a panel. */
export function Section({ title, note, closed = false, children }: SectionProps) {
  return (
    <details className="bh-section" open={!closed}>
      <summary>
        <ChevronRight size={13} aria-hidden="true" className="bh-section-mark bh-dim" />
        <h3>{title}</h3>
        {note !== undefined && <span className="bh-push bh-note">{note}</span>}
      </summary>
      <div className="bh-section-body bh-column bh-gap-2 bh-small">{children}</div>
    </details>
  );
}
