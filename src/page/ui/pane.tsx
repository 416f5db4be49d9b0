import type { ReactNode } from 'react';

interface PaneProps {
  /** Counts, filters and buttons, in one line. */
  readonly bar: ReactNode;
  /** What they are about; a part with `bh-scroll` takes the room that is left. */
  readonly children: ReactNode;
}

/** The content of a tab below the picture: a bar of controls over what is scrolled. */
export function Pane({ bar, children }: PaneProps) {
  return (
    <div className="bh-pane-content bh-tall bh-column">
      <div className="bh-pane-bar bh-cluster bh-small bh-rigid">{bar}</div>
      {children}
    </div>
  );
}
