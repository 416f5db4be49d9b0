import { Search } from 'lucide-react';
import { type ReactNode, type RefCallback, useMemo } from 'react';
import { type HeadlinePart, hostHeadline } from '../../../core/map/host-headline.ts';
import { hostPicture } from '../../../core/map/host-scene.ts';
import { sameTarget } from '../../../core/map/host-view.ts';
import { hostViewStore } from '../../state/page-stores.ts';
import { useHostView, useWork } from '../../state/use-store.ts';
import { hostAnalysis } from '../../state/work/selectors.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { NumberedWords } from '../summary/numbered-words.tsx';
import { partTone } from '../summary/part-tone.ts';

function Part({ part }: { readonly part: HeadlinePart }) {
  const { kind, text, services, stacks } = part;
  const target = { type: 'services', names: services } as const;
  const on = useHostView(({ selected }) => selected !== null && sameTarget(selected, target));
  return (
    <button
      type="button"
      className={`bh-summary-part bh-dim ${partTone(kind)}`}
      data-part={kind}
      aria-pressed={on}
      title={`Show which: ${[...services, ...stacks].join(', ')}`}
      onClick={() => {
        const [stack] = stacks;
        if (services.length > 0) hostViewStore.getState().select(on ? null : target);
        else if (stack !== undefined) hostViewStore.getState().revealStack(stack);
      }}
    >
      <NumberedWords text={text} />
    </button>
  );
}

interface BarProps {
  readonly hidden: number;
  readonly shown: number;
  /** Takes the element of the sentence, which the line of an overlay replaces. */
  readonly place: RefCallback<HTMLElement>;
  /** The line of an overlay over all stacks. */
  readonly children: ReactNode;
}

/** The summary of the host in one sentence, with a filter for its stacks. */
export function HostBar({ hidden, shown, place, children }: BarProps) {
  const analysis = useWork(hostAnalysis);
  const filter = useHostView((state) => state.filter);
  const parts = useMemo(() => (analysis ? hostHeadline(hostPicture(analysis)) : []), [analysis]);
  const { setFilter } = hostViewStore.getState();
  return (
    <div className="bh-host-bar bh-cluster bh-rigid">
      <div ref={place} className="bh-host-sentence bh-relative">
        <section className="bh-summary bh-headline" data-summary="" aria-label="In short">
          {parts.map((part) => (
            <Part key={part.kind} part={part} />
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
            aria-label="Filter stacks by name, service, network or port"
            placeholder="A stack, a service, a port"
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
