import { useCallback, useId, useMemo, useState } from 'react';
import { usePicture } from '../../state/use-picture.ts';
import { ExplanationText } from '../shared/explanation-text.tsx';
import { type CellKind, cellLooks } from './cell-kind.ts';
import { MatrixTable } from './matrix-table.tsx';

// 60 × 60 cells draw at once without being felt; beyond that the filter chooses.
const mostServices = 60;
const legend: readonly CellKind[] = ['direct', 'host', 'name', 'none', 'unknown'];

/** The reach matrix with its legend; a cell answers why. */
export function MatrixPane() {
  const picture = usePicture();
  const { reach } = picture.analysis;
  const id = useId();
  const [filter, setFilter] = useState('');
  const [asked, setAsked] = useState<{ readonly from: string; readonly to: string } | null>(null);
  const onAsk = useCallback((from: string, to: string) => setAsked({ from, to }), []);
  const matching = useMemo(
    () => reach.services.filter((name) => name.includes(filter.trim())),
    [reach, filter],
  );
  const names = useMemo(() => matching.slice(0, mostServices), [matching]);
  const pair = asked !== null && reach.facts.has(asked.from) && reach.facts.has(asked.to) ? asked : null;

  if (reach.services.length === 0) {
    return <p className="pane-empty">Who reaches whom appears here as soon as there are two containers.</p>;
  }
  return (
    <div className="matrix-pane">
      <div className="matrix-bar">
        <label htmlFor={id} className="visually-hidden">
          Show services whose name holds
        </label>
        <input
          id={id}
          className="input matrix-filter"
          type="search"
          placeholder="Filter services"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <ul className="legend" aria-label="Legend">
          {legend.map((kind) => (
            <li key={kind}>
              <span className={`legend-glyph cell-${kind}`} aria-hidden="true">
                {cellLooks[kind].glyph}
              </span>
              {cellLooks[kind].words}
            </li>
          ))}
        </ul>
        {names.length < matching.length && (
          <span className="dim">
            first {names.length} of {matching.length}
          </span>
        )}
      </div>
      <div className="matrix-split">
        <div className="matrix-scroll">
          <MatrixTable reach={reach} names={names} onAsk={onAsk} />
        </div>
        <div className="matrix-why" aria-live="polite">
          {pair === null ? (
            <p className="dim">Press a cell to see why.</p>
          ) : (
            <>
              <h3>
                {pair.from} → {pair.to}
              </h3>
              <ExplanationText picture={picture} from={pair.from} to={pair.to} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}
