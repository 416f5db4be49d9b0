import { uiStore } from '../../state/page-stores.ts';
import './legend.css';
import { Link, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { maxLines } from '../../../core/picture/overlays/overlay-shapes.ts';
import type { OverlayMark } from '../../../core/picture/overlays/overlay-view.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { OverlayChoice } from './overlay-choice.tsx';
import type { ShownOverlay } from './overlay-view-of.ts';

/** The most names that are listed. */
const mostListed = 200;

interface ListProps {
  readonly marks: ReadonlyMap<string, OverlayMark>;
  readonly onShow: (service: string) => void;
}

function MarkList({ marks, onShow }: ListProps) {
  const [open, setOpen] = useState(false);
  if (marks.size === 0) return null;
  return (
    <details className="bh-overlay-all bh-relative" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a list</summary>
      {open && (
        <ul className="bh-overlay-list bh-absolute bh-raised">
          {[...marks].slice(0, mostListed).map(([service, { word }]) => (
            <li key={service}>
              <button type="button" onClick={() => onShow(service)}>
                <b>{service}</b> {word}
              </button>
            </li>
          ))}
          {marks.size > mostListed && <li>and {marks.size - mostListed} more</li>}
        </ul>
      )}
    </details>
  );
}

/** The facts that the picture cannot know; all of them on demand. */
function Limits({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <details className="bh-overlay-all bh-relative">
      <summary>Unknown to the picture ({sentences.length})</summary>
      <ul className="bh-overlay-list bh-absolute bh-raised bh-overlay-limits bh-grid bh-dim bh-gap-1-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}

interface LegendProps extends ShownOverlay {
  /** Selects a service of the list and brings it into view. */
  readonly onShow?: (service: string) => void;
}

function focusOn(name: string): void {
  uiStore.getState().focus({ type: 'service', name });
}

/** The words of an overlay, on a strip between the sentence and the picture: its question, its legend, and every mark as a list. */
export function OverlayLegend({ overlay, view, onShow = focusOn }: LegendProps) {
  const { title, legend, marks, lines, draws } = view;
  const announcement = [title, ...view.notes.slice(0, 2)].join('. ');
  useEffect(() => {
    uiStore.getState().announce(announcement);
  }, [announcement]);
  const notes = [...view.notes];
  if (draws === 'all' && lines.length > maxLines) notes.push(`At most ${maxLines} lines are drawn.`);
  if (draws !== 'all' && lines.length > 0) notes.push('Point at a container or select it to see its lines.');
  return (
    <section
      className="bh-overlay-legend bh-relative bh-cluster bh-small bh-rigid"
      aria-label={`Overlay: ${title}`}
      data-overlay={overlay.kind}
    >
      <div className="bh-overlay-question bh-cluster">
        <h2>{title}</h2>
        <OverlayChoice overlay={overlay} />
      </div>
      <ul className="bh-overlay-notes bh-wrap bh-dim bh-break">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {legend.length > 0 && (
        <dl className="bh-overlay-keys bh-wrap bh-tiny">
          {legend.map(({ tone, words, count, shade }) => (
            <div key={words} className={`bh-tone-${tone} bh-shade-${shade ?? 0}`}>
              <dt>
                <svg width="26" height="12" aria-hidden="true">
                  <rect className="bh-frame" x="1.5" y="1.5" width="23" height="9" rx="4" />
                </svg>
                {words}
              </dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
      )}
      <Limits sentences={view.limits ?? []} />
      <MarkList marks={marks} onShow={onShow} />
      <span className="bh-overlay-ends bh-flex bh-absolute">
        <CommandButton id="overlay-link" icon={<Link size={13} />} />
        <CommandButton id="overlay-end" icon={<X size={14} />} />
      </span>
    </section>
  );
}
