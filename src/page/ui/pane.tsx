import type { ReactNode } from 'react';

interface PaneProps {
  /** Counts, filters and buttons in one line. */
  readonly bar: ReactNode;
  /** The content; an element with `bh-scroll` takes the remaining room. */
  readonly children: ReactNode;
}

/** The content of a tab: a bar of controls above a scrollable part. */
export function Pane({ bar, children }: PaneProps) {
  return (
    <div className="bh-pane-content bh-tall bh-column">
      <div className="bh-pane-bar bh-cluster bh-small bh-rigid">{bar}</div>
      {children}
    </div>
  );
}
