import { Search } from 'lucide-react';
import type { ReactNode, RefCallback } from 'react';
import type { HeadlinePart } from '../../../core/map/host-headline.ts';
import { sameTarget } from '../../../core/map/host-view.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { NumberedWords } from '../summary/numbered-words.tsx';
import { partTone } from '../summary/part-tone.ts';
import { useMapLevel, useMapView } from './map-level.ts';

function Part({ part, onPlace }: Pick<MapBarProps, 'onPlace'> & { readonly part: HeadlinePart }) {
  const level = useMapLevel();
  const { kind, text, services, stacks } = part;
  const target = { type: 'services', names: services } as const;
  const on = useMapView(({ selected }) => selected !== null && sameTarget(selected, target));
  return (
    <button
      type="button"
      className={`bh-summary-part bh-dim ${partTone(kind)}`}
      data-part={kind}
      aria-pressed={on}
      title={`Show which: ${[...services, ...stacks].join(', ')}`}
      onClick={() => {
        const [stack] = stacks;
        if (services.length > 0) level.view.getState().select(on ? null : target);
        else if (stack !== undefined) onPlace(stack);
      }}
    >
      <NumberedWords text={text} />
    </button>
  );
}

/** The words of the filter: its label, and an example of what to type. */
interface FilterWords {
  readonly label: string;
  readonly example: string;
}

interface MapBarProps {
  readonly parts: readonly HeadlinePart[];
  readonly filterWords: FilterWords;
  /** Shows a band, or a router, that a part without services is about. */
  readonly onPlace: (name: string) => void;
  readonly hidden: number;
  readonly shown: number;
  /** Takes the element of the sentence, which the line of an overlay replaces. */
  readonly place: RefCallback<HTMLElement>;
  /** The line of an overlay over all stacks. */
  readonly children: ReactNode;
}

/** The summary of a map in one sentence, with a filter for its bands. */
export function MapBar({ parts, filterWords, onPlace, hidden, shown, place, children }: MapBarProps) {
  const { view } = useMapLevel();
  const filter = useMapView((state) => state.filter);
  const { setFilter } = view.getState();
  return (
    <div className="bh-host-bar bh-cluster bh-rigid">
      <div ref={place} className="bh-host-sentence bh-relative">
        <section className="bh-summary bh-headline" data-summary="" aria-label="In short">
          {parts.map((part) => (
            <Part key={part.text} part={part} onPlace={onPlace} />
          ))}
        </section>
        {children}
      </div>
      <search className="bh-host-filter bh-cluster bh-rigid">
        <span className="bh-search-field bh-relative bh-inline-row bh-dim">
          <Search size={13} aria-hidden="true" />
          <input
            type="search"
            className="bh-input"
            aria-label={filterWords.label}
            placeholder={filterWords.example}
            value={filter.text}
            data-host-filter=""
            onChange={({ target }) => setFilter({ text: target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || filter.text === '') return;
              event.stopPropagation();
              setFilter({ text: '' });
            }}
          />
        </span>
        <Checkbox
          label={
            <>
              <span className="bh-roomy-only">Only what is</span> shared
            </>
          }
          checked={filter.shared}
          onChange={(shared) => setFilter({ shared })}
        />
        <Checkbox
          label={
            <>
              <span className="bh-roomy-only">Only what is</span> open{' '}
              <span className="bh-roomy-only">to the outside</span>
            </>
          }
          checked={filter.open}
          onChange={(open) => setFilter({ open })}
        />
        <span className="bh-host-hidden bh-note" aria-live="polite">
          {hidden > 0 && `${shown} of ${shown + hidden}`}
        </span>
      </search>
    </div>
  );
}
