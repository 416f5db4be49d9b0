import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { severityTone } from '../../ui/tones.ts';
import type { FindingGroup } from './group-findings.ts';

interface FindingSectionProps {
  readonly group: FindingGroup;
  readonly children: ReactNode;
  /** Shown below the rows. */
  readonly after?: ReactNode;
}

/** The findings under one heading, with their number. */
export function FindingSection({ group, children, after }: FindingSectionProps) {
  return (
    <section aria-label={group.title}>
      <h3 className="bh-finding-group bh-note bh-strong">
        {group.title}{' '}
        <span className={`bh-badge bh-strong ${severityTone(group.id)}`}>{group.findings.length}</span>
      </h3>
      <ul>{children}</ul>
      {after}
    </section>
  );
}

interface ShowAllProps {
  readonly shown: number;
  readonly all: number;
  readonly onAll: () => void;
}

/** The button that shows the remaining findings: thousands of rows at once would make the page slow. */
export function ShowAll({ shown, all, onAll }: ShowAllProps) {
  return (
    shown < all && (
      <Button look="quiet" onClick={onAll}>
        Show all {all}
      </Button>
    )
  );
}

interface FindingNameProps {
  readonly message: string;
  readonly onShow: () => void;
  readonly title?: string;
  readonly children?: ReactNode;
}

/** The message of a finding; pressing it shows the finding in the picture. */
export function FindingMessage({ message, title, onShow, children }: FindingNameProps) {
  return (
    <button
      type="button"
      className={
        title === undefined
          ? 'bh-finding-message bh-link bh-ink bh-strong bh-break'
          : 'bh-finding-message bh-link bh-ink bh-strong bh-break bh-truncate'
      }
      title={title}
      onClick={onShow}
    >
      {children}
      {message}
    </button>
  );
}
