import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { severityTone } from '../../ui/tones.ts';
import type { FindingGroup } from './group-findings.ts';

interface FindingSectionProps {
  readonly group: FindingGroup;
  /** The rows. */
  readonly children: ReactNode;
  /** What stands below them. */
  readonly after?: ReactNode;
}

/** The findings of one heading, with their number. */
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

/** Thousands of findings must not make the page slow: the rest is one press away. */
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

/** What a finding says; a press shows it on the picture. */
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
