import './overlay-words.css';
import { Link, List, X } from 'lucide-react';
import { useEffect } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import { uiStore } from '../../state/page-stores.ts';
import { OverlayChoice } from './overlay-choice.tsx';
import { type DrawnEntry, OverlayKey } from './overlay-key.tsx';
import type { ShownOverlay } from './overlay-view-of.ts';

interface BarProps extends ShownOverlay {
  readonly legend: readonly DrawnEntry[];
}

/** The line of the active overlay in place of the sentence above the picture: its subject, its answer and its legend; the rest is a list. */
export function OverlayBar({ overlay, view, legend }: BarProps) {
  const { title, notes } = view;
  const announcement = [title, ...notes.slice(0, 2)].join('. ');
  useEffect(() => {
    uiStore.getState().announce(announcement);
  }, [announcement]);
  const answer = notes.join(' ');
  return (
    <section
      className="bh-overlay-bar bh-absolute bh-row bh-gap-3 bh-small"
      aria-label={`Overlay: ${title}`}
      data-overlay={overlay.kind}
      data-overlay-summary=""
    >
      <h2 className="bh-truncate bh-strong">{title}</h2>
      <OverlayChoice overlay={overlay} />
      <p className="bh-overlay-answer bh-truncate bh-dim" title={answer}>
        {answer}
      </p>
      {legend.length > 0 && (
        <dl className="bh-overlay-keys bh-wrap bh-tiny">
          {legend.map((entry) => (
            <OverlayKey key={entry.kind} entry={entry} data-legend={entry.kind} data-count={entry.drawn} />
          ))}
        </dl>
      )}
      <span className="bh-flex bh-rigid bh-push">
        <CommandButton id="show-overlay" icon={<List size={14} />} />
        <CommandButton id="overlay-link" className="bh-roomy-only" icon={<Link size={13} />} />
        <CommandButton id="overlay-end" icon={<X size={14} />} />
      </span>
    </section>
  );
}
