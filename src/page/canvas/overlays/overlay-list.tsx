import './overlay-words.css';
import { maxLines } from '../../../core/picture/overlays/overlay-shapes.ts';
import { linesAbout, markKind, type OverlayView } from '../../../core/picture/overlays/overlay-view.ts';
import { uiStore } from '../../state/page-stores.ts';
import type { Overlay } from '../../state/ui/overlay.ts';
import { Pane } from '../../ui/pane.tsx';
import { pointedStore } from '../neighbourhood/pointed-store.ts';
import { OverlayChoice } from './overlay-choice.tsx';
import { type DrawnEntry, OverlayKey } from './overlay-key.tsx';
import type { ShownOverlay } from './overlay-view-of.ts';

/** The most rows that one kind of mark lists. */
const mostListed = 200;

interface ListedMark {
  readonly name: string;
  readonly service: string;
  readonly words: string;
}

/** Returns the list below a row of the legend: its cards, or its lines. */
function listedOf({ marks, lines, draws }: OverlayView, { kind, line }: DrawnEntry): readonly ListedMark[] {
  if (line)
    return linesAbout({ lines, draws }, null)
      .filter(({ observed }) => observed === kind)
      .map(({ from, to }) => {
        const [start, end] = [from, to].map((end) => end.replace('@outside', 'Outside'));
        return { name: `${start} → ${end}`, service: marks.has(from) ? from : to, words: '' };
      });
  const alike = [...marks].filter(([, mark]) => markKind(mark) === kind);
  const words = new Map(
    alike.map(([name, mark]) => [name, [mark.word, mark.more].filter(Boolean).join(', ')]),
  );
  // The same words in each row would only repeat the legend.
  const differ = new Set(words.values()).size > 1;
  return [...words].map(([service, text]) => ({ name: service, service, words: differ ? text : '' }));
}

/** Brings a card into view; an overlay whose subject follows the selection keeps its subject. */
function showCard(service: string, { kind }: Overlay): void {
  if (kind === 'reach' || kind === 'blast') uiStore.getState().reveal({ type: 'service', name: service });
  else uiStore.getState().focus({ type: 'service', name: service });
}

interface RowsProps {
  readonly rows: readonly ListedMark[];
  readonly onShow: (service: string) => void;
}

function Rows({ rows, onShow }: RowsProps) {
  return (
    <ul className="bh-overlay-rows">
      {rows.slice(0, mostListed).map(({ name, service, words }) => {
        const point = () => pointedStore.setState({ service });
        const leave = () => pointedStore.setState({ service: null });
        return (
          <li key={name}>
            <button
              type="button"
              className="bh-item"
              data-listed={name}
              onClick={() => onShow(service)}
              onPointerEnter={point}
              onPointerLeave={leave}
              onFocus={point}
              onBlur={leave}
            >
              <b>{name}</b> <span className="bh-dim">{words}</span>
            </button>
          </li>
        );
      })}
      {rows.length > mostListed && <li className="bh-note">and {rows.length - mostListed} more</li>}
    </ul>
  );
}

interface ListProps extends ShownOverlay {
  readonly legend: readonly DrawnEntry[];
  /** Brings a service of the list into view. */
  readonly onShow?: (service: string) => void;
}

/** All that an overlay says: its sentences, and each kind of mark with everything that has it. */
export function OverlayList({
  overlay,
  view,
  legend,
  onShow = (service) => showCard(service, overlay),
}: ListProps) {
  const { title, notes, limits = [], lines, draws } = view;
  const hints = [
    ...(draws === 'all' && lines.length > maxLines ? [`At most ${maxLines} lines are drawn.`] : []),
    ...(draws !== 'all' && lines.length > 0 ? ['Point at a container or select it to see its lines.'] : []),
  ];
  return (
    <Pane bar={<strong>{title}</strong>}>
      <div className="bh-overlay-list bh-scroll bh-small" data-overlay-list={overlay.kind}>
        <div className="bh-phone-only bh-wrap bh-gap-2">
          <OverlayChoice overlay={overlay} />
        </div>
        <ul className="bh-grid bh-gap-1 bh-break">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
          {hints.map((hint) => (
            <li key={hint} className="bh-dim">
              {hint}
            </li>
          ))}
        </ul>
        {limits.length > 0 && (
          <details className="bh-dim">
            <summary>Unknown to the picture ({limits.length})</summary>
            <ul className="bh-grid bh-gap-1">
              {limits.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </details>
        )}
        {legend.map((entry) => (
          <section key={entry.kind} aria-label={`${entry.words}: ${entry.count}`}>
            <dl>
              <OverlayKey entry={entry} />
            </dl>
            <Rows rows={listedOf(view, entry)} onShow={onShow} />
          </section>
        ))}
      </div>
    </Pane>
  );
}
